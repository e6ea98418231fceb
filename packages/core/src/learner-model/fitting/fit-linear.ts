import { sigmoid } from "../../logit.ts";
import { WIDTH, type FeatureMatrix } from "./feature-matrix.ts";
import { solveSymmetric } from "./solve-symmetric.ts";

/** Weights of the features and, last, the bias. */
const SIZE = WIDTH + 1;

/** Steps with the curvature of the second one: each costs a fiftieth of a new curvature. */
const CHEAP_STEPS = 6;

/** The bias is pulled to 0 by this share of the ridge. */
const BIAS_SHARE = 0.01;

/**
 * Logistic regression on standardised features around the rating, once for each ridge: `WIDTH` weights, then the bias.
 *
 * Two Newton steps, then steps that keep the curvature. A ridge, in units of information, pulls the weights to 0, that
 * is, predictions to the rating.
 */
export function fitLinear(
  matrix: FeatureMatrix,
  rows: Int32Array,
  ridges: readonly number[],
): Float64Array[] {
  const middle = ridges[Math.floor(ridges.length / 2)] ?? 1;
  const start = new Float64Array(SIZE);
  move(start, curvatureAt(matrix, rows, start), gradientAt(matrix, rows, start), middle);
  const curvature = curvatureAt(matrix, rows, start);
  return ridges.map((ridge) => {
    const weights = start.slice();
    for (let step = 0; step < CHEAP_STEPS; step += 1) {
      move(weights, curvature.slice(), gradientAt(matrix, rows, weights), ridge);
    }
    return weights;
  });
}

/** The rating corrected by the weights, for one row. */
export function linearLogit(matrix: FeatureMatrix, row: number, weights: Float64Array): number {
  let logit = (matrix.ratings[row] ?? 0) + (weights[WIDTH] ?? 0);
  const start = row * WIDTH;
  for (let column = 0; column < WIDTH; column += 1) {
    logit += (weights[column] ?? 0) * (matrix.features[start + column] ?? 0);
  }
  return logit;
}

function move(weights: Float64Array, curvature: Float64Array, gradient: Float64Array, ridge: number): void {
  for (let column = 0; column < SIZE; column += 1) {
    const pull = column === WIDTH ? ridge * BIAS_SHARE : ridge;
    gradient[column] = (gradient[column] ?? 0) - pull * (weights[column] ?? 0);
    curvature[column * SIZE + column] = (curvature[column * SIZE + column] ?? 0) + pull;
  }
  const change = solveSymmetric(curvature, gradient);
  for (let column = 0; column < SIZE; column += 1)
    weights[column] = (weights[column] ?? 0) + (change[column] ?? 0);
}

function gradientAt(matrix: FeatureMatrix, rows: Int32Array, weights: Float64Array): Float64Array {
  const gradient = new Float64Array(SIZE);
  for (const row of rows) {
    const residual = (matrix.outcomes[row] ?? 0) - sigmoid(linearLogit(matrix, row, weights));
    const start = row * WIDTH;
    for (let column = 0; column < WIDTH; column += 1) {
      gradient[column] = (gradient[column] ?? 0) + residual * (matrix.features[start + column] ?? 0);
    }
    gradient[WIDTH] = (gradient[WIDTH] ?? 0) + residual;
  }
  return gradient;
}

/** Sum over rows of p(1 - p) z zᵀ, its lower triangle. */
function curvatureAt(matrix: FeatureMatrix, rows: Int32Array, weights: Float64Array): Float64Array {
  const curvature = new Float64Array(SIZE * SIZE);
  const z = new Float64Array(SIZE);
  z[WIDTH] = 1;
  for (const row of rows) {
    const probability = sigmoid(linearLogit(matrix, row, weights));
    const information = probability * (1 - probability);
    z.set(matrix.features.subarray(row * WIDTH, (row + 1) * WIDTH));
    for (let column = 0; column < SIZE; column += 1) {
      const weighted = (z[column] ?? 0) * information;
      if (weighted === 0) continue;
      const start = column * SIZE;
      for (let other = 0; other <= column; other += 1) {
        curvature[start + other] = (curvature[start + other] ?? 0) + weighted * (z[other] ?? 0);
      }
    }
  }
  return curvature;
}
