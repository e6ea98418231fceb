import fc from "fast-check";
import { expect, test } from "vitest";
import { planReviews } from "./plan-reviews.ts";
import { type ReviewLimits, reviewsLeft } from "./reviews-left.ts";

const DAYS = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"];
const FREE: ReviewLimits = { dailyCap: 100, pausedUntil: null, catchUpDays: 1 };
const MORNING = { done: 0, again: 0 };

const comingDays = (due: readonly number[]) => DAYS.map((day, index) => ({ day, due: due[index] ?? 0 }));

const plan = (due: readonly number[], change: Partial<ReviewLimits>) =>
  planReviews(comingDays(due), MORNING, { ...FREE, ...change });

test("each day asks for its share of what is due on it, under the cap, after the pause", () => {
  expect(plan([30, 5, 0, 0], {})).toEqual([30, 5, 0, 0]);
  expect(plan([30, 0, 0, 0], { catchUpDays: 3 })).toEqual([10, 7, 5, 3]);
  expect(plan([30, 5, 0, 0], { dailyCap: 12 })).toEqual([12, 12, 11, 0]);
  expect(plan([30, 5, 0, 0], { pausedUntil: "2026-11-24" })).toEqual([0, 0, 35, 0]);
});

test("today asks for what is left of it, and what was wrong today is asked tomorrow", () => {
  const planned = planReviews(comingDays([20, 5, 0, 0]), { done: 12, again: 3 }, { ...FREE, dailyCap: 20 });
  expect(planned).toEqual([8, 17, 0, 0]);
});

const limits = fc.record({
  dailyCap: fc.integer({ min: 1, max: 90 }),
  pausedUntil: fc.constantFrom(null, ...DAYS),
  catchUpDays: fc.integer({ min: 1, max: 9 }),
});
const counts = fc.array(fc.nat(200), { minLength: 4, maxLength: 4 });

test("no day has more than the cap, and nothing is reviewed that is not due", () => {
  fc.assert(
    fc.property(counts, limits, (due, chosen) => {
      let left = 0;
      planReviews(comingDays(due), MORNING, chosen).forEach((count, index) => {
        left += (due[index] ?? 0) - count;
        expect(count).toBeLessThanOrEqual(chosen.dailyCap);
        expect(left).toBeGreaterThanOrEqual(0);
      });
    }),
  );
});

test("what is told of a coming day is what that day says itself, once those before it are done", () => {
  fc.assert(
    fc.property(counts, limits, (due, chosen) => {
      const planned = planReviews(comingDays(due), MORNING, chosen);
      let waiting = 0;
      DAYS.forEach((day, index) => {
        waiting += due[index] ?? 0;
        const left = reviewsLeft({ day, waiting, done: 0 }, chosen);
        expect(planned[index]).toBe(left);
        waiting -= left;
      });
    }),
  );
});

test("a plan that is looked at again in the middle of the day is the same, less what is done", () => {
  fc.assert(
    fc.property(counts, limits, fc.nat(200), fc.nat(200), (due, chosen, most, wrong) => {
      const [today = 0, ...others] = planReviews(comingDays(due), MORNING, chosen);
      const done = Math.min(most, today);
      // What went right is due no more; what went wrong still is, and was answered today.
      const again = Math.min(wrong, done);
      const [first = 0, ...rest] = due;
      const later = planReviews(comingDays([first - done + again, ...rest]), { done, again }, chosen);
      expect(later[0]).toBe(today - done);
      if (again === 0) expect(later.slice(1)).toEqual(others);
    }),
  );
});
