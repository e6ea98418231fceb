import { sigmoid } from "../../src/logit.ts";
import { Lbfgs } from "./lbfgs.ts";

/** A row of dense numbers and of indexes of names that apply. */
export interface Example {
  readonly dense: readonly number[];
  readonly sparse: readonly number[];
  readonly outcome: number;
}

/** An L2 penalty of half the square of each weight but the bias, the usual default of such regressions. */
const RIDGE = 1;
const STEPS = 200;

/** Logistic regression on standardised dense numbers and on names, fitted until it no longer moves. */
export class SparseLogistic {
  readonly #width: number;
  readonly #means: Float64Array;
  readonly #scales: Float64Array;
  /** Dense weights, the bias, weights of names. */
  readonly #weights: Float64Array;

  constructor(examples: readonly Example[], names: number) {
    this.#width = examples[0]?.dense.length ?? 0;
    this.#means = new Float64Array(this.#width);
    this.#scales = new Float64Array(this.#width);
    for (let column = 0; column < this.#width; column += 1) this.#measure(examples, column);
    const rows = examples.map((example) => ({ ...example, dense: this.#standard(example) }));
    this.#weights = new Lbfgs(this.#width + 1 + names, (weights, gradient) =>
      this.#loss(rows, weights, gradient),
    ).minimise(STEPS);
  }

  predict(example: Example): number {
    return sigmoid(this.#logit({ ...example, dense: this.#standard(example) }, this.#weights));
  }

  #measure(examples: readonly Example[], column: number): void {
    let sum = 0;
    let squares = 0;
    for (const { dense } of examples) {
      sum += dense[column] ?? 0;
      squares += (dense[column] ?? 0) ** 2;
    }
    const mean = sum / examples.length;
    this.#means[column] = mean;
    this.#scales[column] = 1 / (Math.sqrt(Math.max(0, squares / examples.length - mean * mean)) || 1);
  }

  #standard({ dense }: Example): number[] {
    return dense.map((value, column) => (value - (this.#means[column] ?? 0)) * (this.#scales[column] ?? 1));
  }

  #logit({ dense, sparse }: Example, weights: Float64Array): number {
    let logit = weights[this.#width] ?? 0;
    for (let column = 0; column < this.#width; column += 1)
      logit += (weights[column] ?? 0) * (dense[column] ?? 0);
    for (const name of sparse) logit += weights[this.#width + 1 + name] ?? 0;
    return logit;
  }

  /** Writes the gradient; returns the loss. */
  #loss(rows: readonly Example[], weights: Float64Array, gradient: Float64Array): number {
    let loss = 0;
    for (let at = 0; at < weights.length; at += 1) {
      const weight = at === this.#width ? 0 : (weights[at] ?? 0);
      gradient[at] = RIDGE * weight;
      loss += 0.5 * RIDGE * weight * weight;
    }
    for (const row of rows) {
      const logit = this.#logit(row, weights);
      loss += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, logit) - row.outcome * logit;
      const error = sigmoid(logit) - row.outcome;
      for (let column = 0; column < this.#width; column += 1)
        gradient[column] = (gradient[column] ?? 0) + error * (row.dense[column] ?? 0);
      gradient[this.#width] = (gradient[this.#width] ?? 0) + error;
      for (const name of row.sparse) {
        const at = this.#width + 1 + name;
        gradient[at] = (gradient[at] ?? 0) + error;
      }
    }
    return loss;
  }
}
