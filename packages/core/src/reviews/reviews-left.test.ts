import fc from "fast-check";
import { expect, test } from "vitest";
import { type ReviewLimits, reviewsLeft } from "./reviews-left.ts";

const DAY = "2026-11-23";
const FREE: ReviewLimits = { dailyCap: 100, pausedUntil: null, catchUpDays: 1 };

test("the cap is the day's, and a share is a part of what the day began with", () => {
  expect(reviewsLeft({ day: DAY, waiting: 3, done: 0 }, { ...FREE, dailyCap: 1 })).toBe(1);
  expect(reviewsLeft({ day: DAY, waiting: 2, done: 1 }, { ...FREE, dailyCap: 1 })).toBe(0);
  expect(reviewsLeft({ day: DAY, waiting: 30, done: 0 }, { ...FREE, catchUpDays: 3 })).toBe(10);
  expect(reviewsLeft({ day: DAY, waiting: 24, done: 6 }, { ...FREE, catchUpDays: 3 })).toBe(4);
  expect(reviewsLeft({ day: DAY, waiting: 20, done: 10 }, { ...FREE, catchUpDays: 3 })).toBe(0);
  expect(reviewsLeft({ day: DAY, waiting: 5, done: 0 }, { ...FREE, pausedUntil: DAY })).toBe(0);
  expect(reviewsLeft({ day: DAY, waiting: 5, done: 0 }, { ...FREE, pausedUntil: "2026-11-22" })).toBe(5);
});

const limits = fc.record({
  dailyCap: fc.integer({ min: 1, max: 90 }),
  pausedUntil: fc.constant(null),
  catchUpDays: fc.integer({ min: 1, max: 9 }),
});

/** Over a day: the server is asked again and again, and of what it asks some, none or all is answered. */
const sittings = fc.array(fc.nat(40), { maxLength: 30 });

test("in however many sittings, a day asks for what it asked for when it began, and never more than the cap", () => {
  fc.assert(
    fc.property(fc.nat(300), limits, sittings, (due, chosen, answers) => {
      const atDawn = reviewsLeft({ day: DAY, waiting: due, done: 0 }, chosen);
      expect(atDawn).toBe(Math.min(chosen.dailyCap, Math.ceil(due / chosen.catchUpDays)));
      let done = 0;
      for (const most of answers) {
        const left = reviewsLeft({ day: DAY, waiting: due - done, done }, chosen);
        expect(done + left).toBe(atDawn);
        done += Math.min(most, left);
      }
    }),
  );
});

test("what is reviewed ahead of its day takes from what the day still asks for, never adds to it", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), limits, (waiting, done, chosen) => {
      const left = reviewsLeft({ day: DAY, waiting, done }, chosen);
      const after = reviewsLeft({ day: DAY, waiting, done: done + 1 }, chosen);
      expect(after).toBeLessThanOrEqual(left);
      expect(after).toBeGreaterThanOrEqual(0);
      expect(left === 0 || done + left <= chosen.dailyCap).toBe(true);
    }),
  );
});

test("nothing is asked during a pause", () => {
  const counts = fc.nat(300);
  fc.assert(
    fc.property(counts, counts, limits, fc.nat(30), (waiting, done, chosen, days) => {
      const pausedUntil = new Date(Date.parse(DAY) + days * 86_400_000).toISOString().slice(0, 10);
      expect(reviewsLeft({ day: DAY, waiting, done }, { ...chosen, pausedUntil })).toBe(0);
    }),
  );
});
