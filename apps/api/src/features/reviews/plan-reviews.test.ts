import fc from "fast-check";
import { expect, test } from "vitest";
import { planReviews } from "./plan-reviews.ts";

const DAYS = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"];

test("a backlog is spread over the days of catching up, under the cap, after the pause", () => {
  const free = { dailyCap: 100, pausedUntil: null, catchUpDays: 1 };
  expect(planReviews(DAYS, [30, 5, 0, 0], free)).toEqual([30, 5, 0, 0]);
  expect(planReviews(DAYS, [30, 0, 0, 0], { ...free, catchUpDays: 3 })).toEqual([10, 10, 10, 0]);
  expect(planReviews(DAYS, [30, 5, 0, 0], { ...free, dailyCap: 12 })).toEqual([12, 12, 11, 0]);
  expect(planReviews(DAYS, [30, 5, 0, 0], { ...free, pausedUntil: "2026-11-24" })).toEqual([0, 0, 35, 0]);
});

test("no day has more than the cap, and nothing is reviewed that is not due", () => {
  const counts = fc.array(fc.nat(200), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      counts,
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 9 }),
      (due, dailyCap, catchUpDays) => {
        const planned = planReviews(DAYS, due, { dailyCap, pausedUntil: null, catchUpDays });
        let left = 0;
        planned.forEach((count, index) => {
          left += (due[index] ?? 0) - count;
          expect(count).toBeLessThanOrEqual(dailyCap);
          expect(left).toBeGreaterThanOrEqual(0);
        });
      },
    ),
  );
});
