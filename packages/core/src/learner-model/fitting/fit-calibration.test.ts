import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logit as logitOf, sigmoid } from "../../logit.ts";
import { heightAt } from "../broken-line.ts";
import { fitCalibration, type Foretold } from "./fit-calibration.ts";
import { seededRandom } from "./seeded-random.ts";

/** Rows of learners, thirty each, whose outcomes have the chance that `truth` says of what was foretold. */
function foretold(learners: number, truth: (probability: number) => number): Foretold[] {
  const random = seededRandom(5);
  return Array.from({ length: learners * 30 }, (_, row) => {
    const logit = 8 * random() - 4;
    return { logit, outcome: random() < truth(sigmoid(logit)) ? 1 : 0, learner: row % learners };
  });
}

const calibrated = (heights: readonly number[], probability: number) => {
  const logit = logitOf(probability);
  return sigmoid(logit + heightAt(heights, logit));
};

/** However little is known, a fifth is guessed right; however much, one answer in ten is a slip. */
const guessed = (probability: number) => Math.min(0.9, Math.max(0.2, probability));

describe("a calibration fitted to held-back learners", () => {
  it("shows the floor of guesses and the ceiling of slips, which no sum of logits does", () => {
    const heights = fitCalibration(foretold(800, guessed));
    for (const probability of [0.08, 0.12, 0.3, 0.5, 0.7, 0.93, 0.96])
      expect(Math.abs(calibrated(heights, probability) - guessed(probability))).toBeLessThan(0.03);
  });

  it("leaves a model that is right as it is, and one that too few learners have tried", () => {
    expect(new Set(fitCalibration(foretold(400, (probability) => probability)))).toEqual(new Set([0]));
    expect(new Set(fitCalibration(foretold(19, guessed)))).toEqual(new Set([0]));
    expect(new Set(fitCalibration([]))).toEqual(new Set([0]));
  });

  it("never makes the surer of two the less sure one", () => {
    const steps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(steps, (shares) => {
        const heights = fitCalibration(
          foretold(60, (probability) => shares[Math.floor(probability * 8)] ?? 1),
        );
        for (let logit = -4; logit < 4; logit += 0.05) {
          const next = logit + 0.05;
          expect(next + heightAt(heights, next)).toBeGreaterThan(logit + heightAt(heights, logit));
        }
      }),
      { numRuns: 30 },
    );
  });
});
