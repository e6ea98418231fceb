import fc from "fast-check";
import { expect, it } from "vitest";
import { passProbability } from "./pass-probability.ts";

const chance = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });

it("the probability of passing lies within its own interval, however sure or unsure the items and the learner are", () => {
  fc.assert(
    fc.property(
      fc.array(chance, { minLength: 1, maxLength: 30 }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      (chances, doubt) => {
        const { probability, interval } = passProbability(chances, doubt);
        expect(interval[0]).toBeLessThanOrEqual(probability);
        expect(interval[1]).toBeGreaterThanOrEqual(probability);
        expect(interval[0]).toBeGreaterThanOrEqual(0);
        expect(interval[1]).toBeLessThanOrEqual(1);
      },
    ),
  );
});
