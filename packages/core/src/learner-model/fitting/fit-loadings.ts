import { TRAITS } from "../traits.ts";
import { sigmoid } from "../../logit.ts";
import { normal, seededRandom } from "./seeded-random.ts";
import { solveSymmetric } from "./solve-symmetric.ts";

/** Answers of a log with what is known of each without ability and traits. */
export interface TraitRows {
  readonly items: Int32Array;
  readonly offsets: Float64Array;
  /** 1 or 0. */
  readonly outcomes: Uint8Array;
  /** What each answer counts: repeats of an item say less. */
  readonly weights: Float64Array;
  /** Where each learner's answers begin; one more for the end. */
  readonly starts: Int32Array;
}

/** Ability and the traits: a learner's numbers. */
const SIZE = TRAITS + 1;

const ROUNDS = 12;

/** Weight of the prior of a loading, in units of information: traits must be seen in many answers to an item. */
const RIDGE = 40;

/** Size of the loadings that the search begins with. */
const START = 0.3;

/**
 * Loadings of items on `TRAITS` traits by expectation-maximisation, each learner's ability and traits standard normal
 * (multidimensional item response theory, Bock and Aitkin 1981, with Laplace's approximation).
 */
export function fitLoadings(rows: TraitRows, itemCount: number): Float64Array {
  const random = seededRandom(3);
  const loadings = new Float64Array(itemCount * SIZE);
  for (let at = 0; at < loadings.length; at += 1) loadings[at] = at % SIZE === 0 ? 1 : START * normal(random);
  const people = new Float64Array((rows.starts.length - 1) * SIZE);
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = new LoadingSums(itemCount);
    for (let learner = 0; learner + 1 < rows.starts.length; learner += 1) {
      const person = people.subarray(learner * SIZE, (learner + 1) * SIZE);
      const covariance = estimate(rows, learner, loadings, person);
      sums.add(rows, learner, loadings, { person, covariance });
    }
    sums.step(loadings);
  }
  return loadings;
}

function logitOf(rows: TraitRows, row: number, loadings: Float64Array, person: Float64Array): number {
  const start = (rows.items[row] ?? 0) * SIZE;
  let logit = rows.offsets[row] ?? 0;
  for (let k = 0; k < SIZE; k += 1) logit += (person[k] ?? 0) * (loadings[start + k] ?? 0);
  return logit;
}

/** Moves a learner's numbers by one Newton step; returns their covariance, row by row. */
function estimate(
  rows: TraitRows,
  learner: number,
  loadings: Float64Array,
  person: Float64Array,
): Float64Array {
  const precision = new Float64Array(SIZE * SIZE);
  const gradient = new Float64Array(SIZE);
  for (let k = 0; k < SIZE; k += 1) {
    precision[k * SIZE + k] = 1;
    gradient[k] = -(person[k] ?? 0);
  }
  for (let row = rows.starts[learner] ?? 0; row < (rows.starts[learner + 1] ?? 0); row += 1) {
    const probability = sigmoid(logitOf(rows, row, loadings, person));
    const weight = rows.weights[row] ?? 0;
    const residual = weight * ((rows.outcomes[row] ?? 0) - probability);
    const information = weight * probability * (1 - probability);
    const start = (rows.items[row] ?? 0) * SIZE;
    for (let k = 0; k < SIZE; k += 1) {
      const loading = loadings[start + k] ?? 0;
      gradient[k] = (gradient[k] ?? 0) + residual * loading;
      for (let other = 0; other < SIZE; other += 1)
        precision[k * SIZE + other] =
          (precision[k * SIZE + other] ?? 0) + information * loading * (loadings[start + other] ?? 0);
    }
  }
  const step = solveSymmetric(precision.slice(), gradient);
  for (let k = 0; k < SIZE; k += 1) person[k] = Math.max(-4, Math.min(4, (person[k] ?? 0) + (step[k] ?? 0)));
  return inverse(precision);
}

function inverse(matrix: Float64Array): Float64Array {
  const result = new Float64Array(SIZE * SIZE);
  for (let k = 0; k < SIZE; k += 1) {
    const unit = new Float64Array(SIZE);
    unit[k] = 1;
    result.set(solveSymmetric(matrix.slice(), unit), k * SIZE);
  }
  return result;
}

/** Gradient and curvature of each item's loadings, over all learners. */
class LoadingSums {
  readonly #gradients: Float64Array;
  readonly #curvatures: Float64Array;

  constructor(itemCount: number) {
    this.#gradients = new Float64Array(itemCount * SIZE);
    this.#curvatures = new Float64Array(itemCount * SIZE * SIZE);
  }

  add(
    rows: TraitRows,
    learner: number,
    loadings: Float64Array,
    { person, covariance }: { readonly person: Float64Array; readonly covariance: Float64Array },
  ): void {
    for (let row = rows.starts[learner] ?? 0; row < (rows.starts[learner + 1] ?? 0); row += 1) {
      const probability = sigmoid(logitOf(rows, row, loadings, person));
      const weight = rows.weights[row] ?? 0;
      const residual = weight * ((rows.outcomes[row] ?? 0) - probability);
      const information = weight * probability * (1 - probability);
      const item = rows.items[row] ?? 0;
      for (let k = 0; k < SIZE; k += 1) {
        const at = item * SIZE + k;
        let spread = 0;
        for (let other = 0; other < SIZE; other += 1) {
          const both = covariance[k * SIZE + other] ?? 0;
          spread += both * (loadings[item * SIZE + other] ?? 0);
          const place = item * SIZE * SIZE + k * SIZE + other;
          this.#curvatures[place] =
            (this.#curvatures[place] ?? 0) + information * ((person[k] ?? 0) * (person[other] ?? 0) + both);
        }
        this.#gradients[at] = (this.#gradients[at] ?? 0) + residual * (person[k] ?? 0) - information * spread;
      }
    }
  }

  step(loadings: Float64Array): void {
    for (let item = 0; item * SIZE < loadings.length; item += 1) {
      const gradient = this.#gradients.subarray(item * SIZE, (item + 1) * SIZE);
      const curvature = this.#curvatures.subarray(item * SIZE * SIZE, (item + 1) * SIZE * SIZE);
      for (let k = 0; k < SIZE; k += 1) {
        gradient[k] = (gradient[k] ?? 0) - RIDGE * ((loadings[item * SIZE + k] ?? 0) - (k === 0 ? 1 : 0));
        curvature[k * SIZE + k] = (curvature[k * SIZE + k] ?? 0) + RIDGE;
      }
      const step = solveSymmetric(curvature, gradient);
      for (let k = 0; k < SIZE; k += 1) {
        const at = item * SIZE + k;
        loadings[at] = Math.max(-3, Math.min(3, (loadings[at] ?? 0) + (step[k] ?? 0)));
      }
    }
  }
}
