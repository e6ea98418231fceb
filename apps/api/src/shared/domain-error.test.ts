import { expect, test } from "vitest";
import { DomainError, errorData, notNow, retryAfterSeconds } from "./domain-error.ts";

test("a refusal holds the parameters of its code: another does not compile, and neither does one without them", () => {
  const made = [
    new DomainError("LIMIT_REACHED", { max: 3 }),
    new DomainError("FORBIDDEN"),
    new DomainError("FORBIDDEN", { reason: "last_admin" }),
    new DomainError("NOT_FOUND"),
    // @ts-expect-error who is told to wait is told how long
    new DomainError("RATE_LIMITED"),
    // @ts-expect-error in milliseconds, as a number
    new DomainError("RATE_LIMITED", { retryAfterMs: "1 s" }),
    // @ts-expect-error and with no other parameter
    new DomainError("LIMIT_REACHED", { version: 3 }),
    // @ts-expect-error there is no such reason
    new DomainError("FORBIDDEN", { reason: "monday" }),
    // @ts-expect-error a code that says all by itself has none
    new DomainError("NOT_FOUND", { max: 3 }),
  ];
  const call = { requestId: "r", httpStatus: 409, path: null };
  expect(errorData(made[0] as DomainError, call)).toEqual({
    code: "LIMIT_REACHED",
    params: { max: 3 },
    issues: [],
    ...call,
  });
});

test("only a refusal that time mends has a Retry-After", () => {
  expect(retryAfterSeconds(new DomainError("RATE_LIMITED", { retryAfterMs: 1200 }))).toBe(2);
  expect(retryAfterSeconds(notNow("UNAVAILABLE"))).toBeGreaterThan(0);
  expect(retryAfterSeconds(new DomainError("FORBIDDEN"))).toBeNull();
});
