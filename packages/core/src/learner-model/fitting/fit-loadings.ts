import { sigmoid } from "../../logit.ts";
import { TRAITS } from "../traits.ts";
import type { Answers } from "./answers.ts";
import { normal, seededRandom } from "./seeded-random.ts";
import { solveSymmetric } from "./solve-symmetric.ts";

/** Answers with what is known of each without ability and traits. */
export interface TraitRows extends Pick<Answers, "items" | "outcomes" | "starts"> {
  readonly offsets: Float64Array;
  /** What each answer counts: repeats of an item say less. */
  readonly weights: Float64Array;
}

/** Ability and the two traits: a learner's numbers, written out in the walks over rows, which takes half the time of loops. */
const SIZE = 1 + (TRAITS satisfies 2);

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

/** Moves a learner's numbers by one Newton step; returns their covariance, row by row. */
function estimate(
  rows: TraitRows,
  learner: number,
  loadings: Float64Array,
  person: Float64Array,
): Float64Array {
  const { items, offsets, outcomes, weights, starts } = rows;
  const [x = 0, y = 0, z = 0] = person;
  let byX = -x;
  let byY = -y;
  let byZ = -z;
  let [xx, yx, yy, zx, zy, zz] = [1, 0, 1, 0, 0, 1];
  for (let row = starts[learner] ?? 0; row < (starts[learner + 1] ?? 0); row += 1) {
    const start = (items[row] ?? 0) * SIZE;
    const a = loadings[start] ?? 0;
    const b = loadings[start + 1] ?? 0;
    const c = loadings[start + 2] ?? 0;
    const probability = sigmoid((offsets[row] ?? 0) + x * a + y * b + z * c);
    const weight = weights[row] ?? 0;
    const residual = weight * ((outcomes[row] ?? 0) - probability);
    const information = weight * probability * (1 - probability);
    byX += residual * a;
    byY += residual * b;
    byZ += residual * c;
    xx += information * a * a;
    yx += information * b * a;
    yy += information * b * b;
    zx += information * c * a;
    zy += information * c * b;
    zz += information * c * c;
  }
  const precision = Float64Array.of(xx, 0, 0, yx, yy, 0, zx, zy, zz);
  const gradient = Float64Array.of(byX, byY, byZ);
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
    const { items, offsets, outcomes, weights, starts } = rows;
    const gradients = this.#gradients;
    const curvatures = this.#curvatures;
    const [x = 0, y = 0, z = 0] = person;
    const [xx = 0, xy = 0, xz = 0, yx = 0, yy = 0, yz = 0, zx = 0, zy = 0, zz = 0] = covariance;
    for (let row = starts[learner] ?? 0; row < (starts[learner + 1] ?? 0); row += 1) {
      const start = (items[row] ?? 0) * SIZE;
      const a = loadings[start] ?? 0;
      const b = loadings[start + 1] ?? 0;
      const c = loadings[start + 2] ?? 0;
      const probability = sigmoid((offsets[row] ?? 0) + x * a + y * b + z * c);
      const weight = weights[row] ?? 0;
      const residual = weight * ((outcomes[row] ?? 0) - probability);
      const information = weight * probability * (1 - probability);
      add(gradients, start, residual * x - information * (xx * a + xy * b + xz * c));
      add(gradients, start + 1, residual * y - information * (yx * a + yy * b + yz * c));
      add(gradients, start + 2, residual * z - information * (zx * a + zy * b + zz * c));
      const matrix = start * SIZE;
      add(curvatures, matrix, information * (x * x + xx));
      add(curvatures, matrix + 3, information * (y * x + yx));
      add(curvatures, matrix + 4, information * (y * y + yy));
      add(curvatures, matrix + 6, information * (z * x + zx));
      add(curvatures, matrix + 7, information * (z * y + zy));
      add(curvatures, matrix + 8, information * (z * z + zz));
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

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}
