import { readError } from "@fluentfusion/client";
import type { ErrorCode } from "@fluentfusion/contract";

const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

/** What may be different by itself the next time. */
const PASSING: ReadonlySet<string> = new Set<ErrorCode>([
  "INTERNAL",
  "OVERLOADED",
  "RATE_LIMITED",
  "UNAVAILABLE",
]);

/** What is known of a question to the server. */
export interface Asked {
  readonly data: unknown;
  readonly error: unknown;
  readonly errorUpdatedAt: number;
  readonly errorUpdateCount: number;
}

/**
 * How long to wait before what could not be loaded is asked for again, each time twice as long; `false` where there is something
 * to show, or no hope. The moment of the failure draws up to as much again, so that pages do not all return at once to a server
 * that was away, and no page draws anew at each look.
 */
export function nextTryMs({ data, error, errorUpdatedAt, errorUpdateCount }: Asked): number | false {
  if (data !== undefined || error === null) return false;
  const known = readError(error);
  if (known !== null && !PASSING.has(known.code)) return false;
  const pause = Math.min(LONGEST_MS / 2, FIRST_MS * 2 ** (errorUpdateCount - 1));
  const asked = known !== null && "retryAfterMs" in known.params ? known.params.retryAfterMs : 0;
  const drawn = pause * (1 + (errorUpdatedAt % 1000) / 1000);
  return Math.max(drawn, typeof asked === "number" ? asked : 0);
}
