import { sigmoid } from "../../logit.ts";
import { heightAt, KNOT_DISTANCE, KNOTS, placeOf } from "../broken-line.ts";
import { FEWEST_LEARNERS, isSurelyLess } from "./choose-scale.ts";
import { lossOf } from "./row-loss.ts";
import { solveSymmetric } from "./solve-symmetric.ts";

/** A row of a learner whom the fit that foretold it knew nothing of. */
export interface Foretold {
  readonly logit: number;
  /** 1 or 0. */
  readonly outcome: number;
  /** Index of the learner. */
  readonly learner: number;
}

/** Learners are parted into so many for trying a line on others than it was fitted to. */
const PARTS = 5;

/** By which a height is pulled to 0, in units of information: two hundred answers at even odds. */
const RIDGE = 50;

/** Newton's steps; a broken line over a logit is a logistic regression, and converges in a few. */
const STEPS = 4;

/** By how much the calibrated logit rises from one knot to the next at the least: surer stays surer. */
const LEAST_RISE = 0.02 * KNOT_DISTANCE;

const LEVEL: readonly number[] = Array.from({ length: KNOTS }, () => 0);

/**
 * What is to be added to a logit, as heights of a broken line at its knots, fitted to rows of held-back learners.
 *
 * A sum of logits is never sure of too much at both ends alone; answers that are guessed or slipped at are, since however little is
 * known a share of them is right. The line stays level unless each fifth of the learners is foretold better by the line of the others,
 * by more than one standard error in all.
 */
export function fitCalibration(rows: readonly Foretold[]): readonly number[] {
  const places = new Map<number, number>();
  for (const { learner } of rows) if (!places.has(learner)) places.set(learner, places.size);
  if (places.size < FEWEST_LEARNERS) return LEVEL;
  const placed = rows.map((row) => ({ ...row, place: places.get(row.learner) ?? 0 }));
  const plain = new Float64Array(places.size);
  const corrected = new Float64Array(places.size);
  for (let part = 0; part < PARTS; part += 1) {
    const heights = heightsOf(placed.filter(({ place }) => place % PARTS !== part));
    for (const { logit, outcome, place } of placed) {
      if (place % PARTS !== part) continue;
      add(plain, place, lossOf(logit, outcome));
      add(corrected, place, lossOf(logit + heightAt(heights, logit), outcome));
    }
  }
  return isSurelyLess(corrected, plain) ? rising(heightsOf(rows)) : LEVEL;
}

/** The heights that explain the outcomes best, each pulled to 0 by the ridge. */
function heightsOf(rows: readonly Foretold[]): Float64Array {
  const heights = new Float64Array(KNOTS);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = heights.map((height) => -RIDGE * height);
    const curvature = new Float64Array(KNOTS * KNOTS);
    for (let knot = 0; knot < KNOTS; knot += 1) curvature[knot * (KNOTS + 1)] = RIDGE;
    for (const { logit, outcome } of rows) {
      const { left, beyond } = placeOf(logit);
      const probability = sigmoid(logit + heightAt(heights, logit));
      const residual = outcome - probability;
      const information = probability * (1 - probability);
      const right = left + 1;
      add(gradient, left, (1 - beyond) * residual);
      add(gradient, right, beyond * residual);
      add(curvature, left * (KNOTS + 1), (1 - beyond) ** 2 * information);
      add(curvature, right * KNOTS + left, beyond * (1 - beyond) * information);
      add(curvature, right * (KNOTS + 1), beyond ** 2 * information);
    }
    solveSymmetric(curvature, gradient).forEach((change, knot) => add(heights, knot, change));
  }
  return heights;
}

function add(to: Float64Array, index: number, amount: number): void {
  to[index] = (to[index] ?? 0) + amount;
}

/** Heights as they are stored: where a higher logit would become a lower one, both meet halfway. */
function rising(heights: Float64Array): number[] {
  const slack = KNOT_DISTANCE - LEAST_RISE;
  const rises = Array.from(heights, (height, knot) => height + slack * knot);
  return rises.map((_, knot) => {
    const highestBefore = Math.max(...rises.slice(0, knot + 1));
    const lowestAfter = Math.min(...rises.slice(knot));
    return Math.fround((highestBefore + lowestAfter) / 2 - slack * knot);
  });
}
