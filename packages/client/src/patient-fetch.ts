import { CONTRACT_HEADER, CONTRACT_VERSION } from "@fluentfusion/contract/version";
import type { HTTPBatchLinkOptions } from "@trpc/client";
import type { AnyTRPCClientTypes } from "@trpc/server";

/** What tRPC's links take for `fetch`. */
type FetchEsque = NonNullable<HTTPBatchLinkOptions<AnyTRPCClientTypes>["fetch"]>;

/** What a proxy answers for a server that does not. */
const AWAY = new Set([502, 503, 504]);

/** The status of CLIENT_TOO_OLD, and of nothing else. */
const TOO_OLD = 412;

interface Patience {
  readonly timeoutMs: number;
  /** Whether cookies go to, and are taken from, another origin. */
  readonly withCookies: boolean;
  /** Told when the server no longer serves clients as old as this one. */
  readonly onTooOld: () => void;
}

/**
 * A fetch that gives up when the whole answer has not arrived in time, so that a dead network is told as such, and that
 * says what the client was built for.
 */
export function patientFetch({ timeoutMs, withCookies, onTooOld }: Patience): FetchEsque {
  const credentials = withCookies ? "include" : "same-origin";
  return async (input, init) => {
    // React Native has neither AbortSignal.any nor AbortSignal.timeout.
    const controller = new AbortController();
    const outer = init?.signal ?? undefined;
    const abort = () => controller.abort(outer?.reason);
    const giveUp = () => controller.abort(new Error("The server did not answer in time"));
    const timer = setTimeout(giveUp, timeoutMs);
    if (outer?.aborted === true) abort();
    outer?.addEventListener("abort", abort);
    try {
      const { signal } = controller;
      const headers = new Headers(init?.headers);
      headers.set(CONTRACT_HEADER, String(CONTRACT_VERSION));
      const response = await fetch(input, { ...(init as RequestInit), headers, credentials, signal });
      if (response.status === TOO_OLD) onTooOld();
      const text = await response.text();
      // The page of a proxy whose server is away, which time mends.
      if (AWAY.has(response.status) && !/^\s*[[{]/.test(text)) throw new Error(`Status ${response.status}`);
      return Object.assign(response, { json: async (): Promise<unknown> => JSON.parse(text) });
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    }
  };
}
