import { WIDTH, type FeatureMatrix } from "./feature-matrix.ts";

/** Numbers of a row: its features and, last, a 1 for the bias. */
export const SIZE = WIDTH + 1;

/** Rows that are worked out at once. */
export const TOGETHER = 4;

/**
 * Four rows of a matrix, number by number of all of them: four sums in flight take a third of the time of one, and what all
 * rows add to is read and written once.
 *
 * Rows that are missing at the end of a log are zeros. Sums are added up row after row, as if each stood alone.
 */
export class RowBlock {
  readonly numbers = new Float64Array(SIZE * TOGETHER);
  readonly outcomes = new Float64Array(TOGETHER);
  readonly #ratings = new Float64Array(TOGETHER);

  load({ features, ratings, outcomes }: FeatureMatrix, rows: Int32Array, from: number): void {
    const { numbers } = this;
    const count = Math.min(TOGETHER, rows.length - from);
    if (count < TOGETHER) numbers.fill(0);
    for (let index = 0; index < count; index += 1) {
      const row = rows[from + index] ?? 0;
      const start = row * WIDTH;
      for (let column = 0, at = index; column < WIDTH; column += 1, at += TOGETHER)
        numbers[at] = features[start + column] ?? 0;
      numbers[WIDTH * TOGETHER + index] = 1;
      this.#ratings[index] = ratings[row] ?? 0;
      this.outcomes[index] = outcomes[row] ?? 0;
    }
  }

  /** Writes each row's rating corrected by the weights. */
  logits(weights: Float64Array, out: Float64Array): void {
    const { numbers } = this;
    const bias = weights[WIDTH] ?? 0;
    let a = (this.#ratings[0] ?? 0) + bias;
    let b = (this.#ratings[1] ?? 0) + bias;
    let c = (this.#ratings[2] ?? 0) + bias;
    let d = (this.#ratings[3] ?? 0) + bias;
    for (let column = 0, at = 0; column < WIDTH; column += 1, at += TOGETHER) {
      const weight = weights[column] ?? 0;
      a += weight * (numbers[at] ?? 0);
      b += weight * (numbers[at + 1] ?? 0);
      c += weight * (numbers[at + 2] ?? 0);
      d += weight * (numbers[at + 3] ?? 0);
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
  }

  /** Adds `factors · numbers` to `sums`, one factor to a row. */
  addTo(sums: Float64Array, factors: Float64Array): void {
    const { numbers } = this;
    const a = factors[0] ?? 0;
    const b = factors[1] ?? 0;
    const c = factors[2] ?? 0;
    const d = factors[3] ?? 0;
    for (let column = 0, at = 0; column < SIZE; column += 1, at += TOGETHER) {
      sums[column] =
        (sums[column] ?? 0) +
        a * (numbers[at] ?? 0) +
        b * (numbers[at + 1] ?? 0) +
        c * (numbers[at + 2] ?? 0) +
        d * (numbers[at + 3] ?? 0);
    }
  }

  /**
   * Adds `factors · numbers · numbersᵀ` to the lower triangle of a matrix of `SIZE` rows, two of them at once; what comes above
   * the diagonal means nothing, and a row beyond an odd last one is nowhere.
   */
  addProductsTo(matrix: Float64Array, factors: Float64Array): void {
    const { numbers } = this;
    for (let column = 0; column < SIZE; column += 2) {
      const from = column * TOGETHER;
      const a = (numbers[from] ?? 0) * (factors[0] ?? 0);
      const b = (numbers[from + 1] ?? 0) * (factors[1] ?? 0);
      const c = (numbers[from + 2] ?? 0) * (factors[2] ?? 0);
      const d = (numbers[from + 3] ?? 0) * (factors[3] ?? 0);
      const e = (numbers[from + 4] ?? 0) * (factors[0] ?? 0);
      const f = (numbers[from + 5] ?? 0) * (factors[1] ?? 0);
      const g = (numbers[from + 6] ?? 0) * (factors[2] ?? 0);
      const h = (numbers[from + 7] ?? 0) * (factors[3] ?? 0);
      const start = column * SIZE;
      const below = start + SIZE;
      for (let other = 0, at = 0; other <= column + 1; other += 1, at += TOGETHER) {
        const p = numbers[at] ?? 0;
        const q = numbers[at + 1] ?? 0;
        const r = numbers[at + 2] ?? 0;
        const s = numbers[at + 3] ?? 0;
        matrix[start + other] = (matrix[start + other] ?? 0) + a * p + b * q + c * r + d * s;
        matrix[below + other] = (matrix[below + other] ?? 0) + e * p + f * q + g * r + h * s;
      }
    }
  }
}
