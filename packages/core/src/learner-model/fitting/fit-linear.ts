import { sigmoid } from "../../logit.ts";
import { WIDTH, type FeatureMatrix } from "./feature-matrix.ts";
import { RowBlock, SIZE, TOGETHER } from "./row-block.ts";
import { solveSymmetric } from "./solve-symmetric.ts";

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
  const [first = start] = gradientsAt(matrix, rows, [start]);
  move(start, curvatureAt(matrix, rows, start), first, middle);
  const curvature = curvatureAt(matrix, rows, start);
  const all = ridges.map(() => start.slice());
  for (let step = 0; step < CHEAP_STEPS; step += 1) {
    gradientsAt(matrix, rows, all).forEach((gradient, index) =>
      move(all[index] ?? start, curvature.slice(), gradient, ridges[index] ?? middle),
    );
  }
  return all;
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

/** A gradient for each of the weights, all in one walk over the rows. */
function gradientsAt(matrix: FeatureMatrix, rows: Int32Array, all: readonly Float64Array[]): Float64Array[] {
  const gradients = all.map(() => new Float64Array(SIZE));
  const block = new RowBlock();
  const residuals = new Float64Array(TOGETHER);
  for (let from = 0; from < rows.length; from += TOGETHER) {
    block.load(matrix, rows, from);
    for (let index = 0; index < all.length; index += 1) {
      block.logits(all[index] ?? residuals, residuals);
      for (let k = 0; k < TOGETHER; k += 1)
        residuals[k] = (block.outcomes[k] ?? 0) - sigmoid(residuals[k] ?? 0);
      block.addTo(gradients[index] ?? residuals, residuals);
    }
  }
  return gradients;
}

/** Sum over rows of p(1 - p) z zᵀ, its lower triangle. */
function curvatureAt(matrix: FeatureMatrix, rows: Int32Array, weights: Float64Array): Float64Array {
  const curvature = new Float64Array(SIZE * SIZE);
  const block = new RowBlock();
  const information = new Float64Array(TOGETHER);
  for (let from = 0; from < rows.length; from += TOGETHER) {
    block.load(matrix, rows, from);
    block.logits(weights, information);
    for (let k = 0; k < TOGETHER; k += 1) {
      const probability = sigmoid(information[k] ?? 0);
      information[k] = probability * (1 - probability);
    }
    block.addProductsTo(curvature, information);
  }
  return curvature;
}
