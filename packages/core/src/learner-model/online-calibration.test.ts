import { expect, it } from "vitest";
import { seededRandom } from "./fitting/seeded-random.ts";
import { OnlineCalibration } from "./online-calibration.ts";

/** A correction after so many rows of any probability, whose outcomes have the chance that `truth` says. */
function learned(rows: number, truth: (probability: number) => number): (probability: number) => number {
  const random = seededRandom(7);
  const calibration = new OnlineCalibration(200);
  for (let row = 0; row < rows; row += 1) {
    const probability = 0.02 + 0.96 * random();
    const outcome = random() < truth(probability) ? 1 : 0;
    calibration.correct({ probability, doubt: 0 });
    calibration.learn(outcome);
  }
  return (probability) => calibration.correct({ probability, doubt: 0 });
}

const most = (truth: (probability: number) => number, corrected: (probability: number) => number) =>
  Math.max(...[0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95].map((p) => Math.abs(truth(p) - corrected(p))));

const right = (probability: number) => probability;
const neverSurer = (probability: number) => Math.min(0.8, probability);
const easier = (probability: number) => probability ** 0.5;

it("before any row, and where the model is right, corrects next to nothing", () => {
  expect(most(right, learned(0, right))).toBeLessThan(1e-12);
  expect(most(right, learned(20_000, right))).toBeLessThan(0.03);
});

it("stays out of the way of a model that is right, by the first rows as well", () => {
  expect(most(right, learned(300, right))).toBeLessThan(0.02);
});

it("learns that a model is too sure at one end and right elsewhere, which no slope can mend", () => {
  expect(most(neverSurer, learned(20_000, neverSurer))).toBeLessThan(0.04);
});

it("learns that all of a log is easier than the model thinks", () => {
  expect(most(easier, learned(20_000, easier))).toBeLessThan(0.04);
});
