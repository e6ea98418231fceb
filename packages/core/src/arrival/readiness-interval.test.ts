import fc from "fast-check";
import { expect, test } from "vitest";
import { logit, sigmoid } from "../logit.ts";
import { readinessInterval } from "./readiness-interval.ts";

test("a higher mean lowers neither end, however few items and answers there are", () => {
  const share = fc.oneof(
    fc.constantFrom(0, 1),
    fc.double({ min: -8, max: 8, noNaN: true }).map((logit) => sigmoid(logit)),
  );
  const evidence = fc.record({
    items: fc.integer({ min: 1, max: 300 }),
    answers: fc.integer({ min: 0, max: 5_000 }),
    days: fc.double({ min: 0, max: 400, noNaN: true }),
  });
  fc.assert(
    fc.property(evidence, share, share, (known, a, b) => {
      const [low, high] = readinessInterval(Math.min(a, b), known);
      const [lowAfter, highAfter] = readinessInterval(Math.max(a, b), known);
      expect(lowAfter).toBeGreaterThanOrEqual(low);
      expect(highAfter).toBeGreaterThanOrEqual(high);
      for (const end of [low, high, lowAfter, highAfter]) {
        expect(end).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
});

/** How far the interval of one mean reaches, in logits. */
function reach(answers: number, days: number) {
  const [low, high] = readinessInterval(0.2, { items: 1_000, answers, days });
  return { below: logit(0.2) - logit(low), above: logit(high) - logit(0.2) };
}

test("is wider the fewer answers it rests on, most of all above, and the more days are left", () => {
  const [early, late, far] = [reach(100, 30), reach(2_000, 30), reach(2_000, 90)];
  expect(early.above).toBeGreaterThan(late.above);
  expect(early.below).toBeGreaterThan(late.below);
  expect(early.above).toBeGreaterThan(1.5 * early.below);
  expect(far.above).toBeGreaterThan(late.above);
  expect(far.below).toBeGreaterThan(late.below);
});
