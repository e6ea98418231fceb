import fc from "fast-check";
import { expect, test } from "vitest";
import { sigmoid } from "../logit.ts";
import { readinessInterval } from "./readiness-interval.ts";

test("a higher mean lowers neither end, however few items and answers there are", () => {
  const share = fc.oneof(
    fc.constantFrom(0, 1),
    fc.double({ min: -8, max: 8, noNaN: true }).map((logit) => sigmoid(logit)),
  );
  const evidence = fc.record({
    items: fc.integer({ min: 1, max: 300 }),
    answers: fc.integer({ min: 0, max: 5_000 }),
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
