import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { nextTryMs } from "./next-try.ts";

const failed = (code: string | null, params: object = {}) => {
  const data = { code, params, issues: [], requestId: "r", httpStatus: 500, path: null };
  const error = code === null ? new TypeError("Failed to fetch") : { error: { code: -1, message: "", data } };
  return {
    data: undefined,
    error: TRPCClientError.from(error),
    errorUpdatedAt: 1_700_000_000_500,
    errorUpdateCount: 1,
  };
};

test("what got no answer is asked for again after pauses that grow, to five minutes at the most", () => {
  const pauses = Array.from({ length: 12 }, (_, place) =>
    nextTryMs({ ...failed(null), errorUpdateCount: place + 1 }),
  );
  expect(pauses.slice(0, 3)).toEqual([7_500, 15_000, 30_000]);
  expect(pauses.at(-1)).toBe(225_000);
  expect(nextTryMs({ ...failed(null), errorUpdateCount: 40, errorUpdatedAt: 999 })).toBeLessThanOrEqual(
    300_000,
  );
});

test("not before the server wants it", () => {
  expect(nextTryMs(failed("RATE_LIMITED", { retryAfterMs: 40_000 }))).toBe(40_000);
});

test("what is there, or what no time mends, is left alone", () => {
  expect(nextTryMs({ ...failed(null), data: [] })).toBe(false);
  expect(nextTryMs({ ...failed(null), error: null })).toBe(false);
  expect(nextTryMs(failed("LESSON_NOT_FOUND"))).toBe(false);
});
