import type { HTTPBatchLinkOptions } from "@trpc/client";
import type { AnyTRPCClientTypes } from "@trpc/server";

/** What tRPC's links take for `fetch`. */
type FetchEsque = NonNullable<HTTPBatchLinkOptions<AnyTRPCClientTypes>["fetch"]>;

const TIMEOUT_MS = 15_000;

/** A fetch that gives up after a while, so that a dead network is told as such, and that sends cookies if asked to. */
export function patientFetch(withCookies: boolean): FetchEsque {
  return async (input, init) => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => controller.abort(new Error("The server did not answer in time")),
      TIMEOUT_MS,
    );
    const outer = init?.signal ?? undefined;
    const abort = () => controller.abort(outer?.reason);
    if (outer?.aborted === true) abort();
    outer?.addEventListener("abort", abort, { once: true });
    try {
      const credentials = withCookies ? "include" : "same-origin";
      return await fetch(input, { ...(init as RequestInit), credentials, signal: controller.signal });
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    }
  };
}
