import { type Call, call } from "./learners.ts";
import type { Api } from "./stage/api.ts";

/** A request that got no answer: the connection ended, and not because the client had waited enough. */
interface Cut {
  readonly api: Api;
  readonly from: number;
  readonly at: number;
}

export interface Try {
  readonly at: number;
  readonly status: number;
  readonly ms: number;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Whether a client may get such an answer while servers are killed. */
  readonly isExpected: boolean;
}

export interface Witness {
  /** Answers that no client may ever get, with what is wrong about them. */
  readonly offences: string[];
  readonly statuses: Record<string, number>;
  /** Tries of submitting that were answered. */
  readonly tries: Try[];
  readonly cuts: Cut[];
  /** Answers of submitting that were taken, so far. */
  readonly acknowledged: number;
  /** From when clients first sent something to when it was acknowledged, in milliseconds. */
  readonly waits: number[];
  /** One call of an API; `null` when no answer came. */
  ask(api: Api, request: Call): Promise<Answer | null>;
  /** Whatever came to a client. */
  look(text: string): void;
}

const LEAK = /\bat .*:\d+:\d+|Failed query|node_modules|\/src\/|"stack"/;
/** 408 meets who wrote into a connection just as the server gave it up for unused (RFC 9110, 15.5.9): it is sent again. */
const EXPECTED = new Set([200, 408, 409, 429, 503]);

/** Sees every answer that clients get. */
export function createWitness(): Witness {
  const offences: string[] = [];
  const statuses: Record<string, number> = {};
  const tries: Try[] = [];
  const cuts: Cut[] = [];
  const waits: number[] = [];
  let acknowledged = 0;
  const count = (status: string) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const look = (text: string) => {
    if (LEAK.test(text)) offences.push(`leak: ${text.slice(0, 200)}`);
  };
  return {
    offences,
    statuses,
    tries,
    cuts,
    waits,
    get acknowledged() {
      return acknowledged;
    },
    look,
    async ask(api, request) {
      const [from, before] = [Date.now(), performance.now()];
      try {
        const { status, headers, text } = await call(api.url, request);
        count(String(status));
        look(text);
        if ([429, 503].includes(status) && !headers.has("retry-after")) {
          offences.push(`${status} without Retry-After`);
        }
        const isExpected = EXPECTED.has(status);
        if (!isExpected) offences.push(`${status} to ${request.path}: ${text.slice(0, 200)}`);
        if (request.path === "attempts.submit") {
          tries.push({ at: Date.now(), status, ms: performance.now() - before });
          if (status === 200) acknowledged += 1;
        }
        return { status, text, isExpected };
      } catch (error) {
        count("no answer");
        const isGivenUp = error instanceof Error && error.name === "TimeoutError";
        const cause: unknown = error instanceof Error ? error.cause : null;
        const isRefused = cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
        if (!isGivenUp && !isRefused) cuts.push({ api, from, at: Date.now() });
        return null;
      }
    },
  };
}

/** A request that is on its way when the process is asked to end may meet a closed door; one that was there is answered. */
const ON_ITS_WAY_MS = 100;

/** Requests that an API had taken, and did not answer, when it was asked to end. */
export function cutByDrain({ cuts }: Witness): string[] {
  return cuts.flatMap(({ api, from, at }) =>
    api.drains.some(({ askedAt, goneAt }) => from < askedAt - ON_ITS_WAY_MS && at >= askedAt && at <= goneAt)
      ? [`cut off when asked to end: a request that had begun ${at - from} ms before`]
      : [],
  );
}
