import fc from "fast-check";
import { expect, test } from "vitest";
import { toldMean } from "./told-mean.ts";

const group = fc.integer({ min: 5, max: 400 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("groups of one size and one told mean are told the same, whoever is in them", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 95 }),
      fc.double({ min: -0.49, max: 0.49, noNaN: true }),
      group,
      (percent, within, people) => {
        const sum = Math.min(0.95, Math.max(0.05, (percent + within) / 100)) * people;
        expect(toldMean(sum, people)).toEqual(toldMean((percent / 100) * people, people));
      },
    ),
  );
});

test("the interval holds the mean, rises with it, and is no wider for more people", () => {
  fc.assert(
    fc.property(share, share, group, group, (one, other, people, others) => {
      const [few, many] = [Math.min(people, others), Math.max(people, others)];
      const less = toldMean(Math.min(one, other) * few, few);
      const more = toldMean(Math.max(one, other) * few, few);
      expect(less.interval[0]).toBeLessThanOrEqual(less.mean);
      expect(less.interval[1]).toBeGreaterThanOrEqual(less.mean);
      expect(more.interval[0]).toBeGreaterThanOrEqual(less.interval[0]);
      expect(more.interval[1]).toBeGreaterThanOrEqual(less.interval[1]);
      const [low, high] = toldMean(less.mean * many, many).interval;
      expect(low).toBeGreaterThanOrEqual(less.interval[0]);
      expect(high).toBeLessThanOrEqual(less.interval[1]);
    }),
  );
});

test("what is not told at the ends lies in the interval", () => {
  expect(toldMean(0, 5)).toEqual({ mean: 0.05, interval: [0, expect.any(Number)] });
  expect(toldMean(5, 5)).toEqual({ mean: 0.95, interval: [expect.any(Number), 1] });
  expect(toldMean(2, 5)).toEqual({ mean: 0.4, interval: [0.3, 0.51] });
});
