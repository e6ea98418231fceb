import { seededRandom, shuffle } from "../../src/learner-model/fitting/seeded-random.ts";

/** A row of dense numbers and of indexes of names that apply. */
export interface Example {
  readonly dense: readonly number[];
  readonly sparse: readonly number[];
  readonly outcome: number;
}

const STEP = 0.1;
const ROW_VISITS = 3e6;
const FEWEST_EPOCHS = 6;
const MOST_EPOCHS = 40;

/** Logistic regression with an L2 penalty of 1/2 per weight, by Adagrad (Duchi et al. 2011). */
export class SparseLogistic {
  readonly #means: number[];
  readonly #deviations: number[];
  /** Dense weights, the bias, weights of names. */
  readonly #weights: Float64Array;
  readonly #squares: Float64Array;

  constructor(examples: readonly Example[], names: number) {
    const width = examples[0]?.dense.length ?? 0;
    const columns = Array.from({ length: width }, (_, column) =>
      examples.map(({ dense }) => dense[column] ?? 0),
    );
    this.#means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
    this.#deviations = columns.map((column, index) => {
      const mean = this.#means[index] ?? 0;
      return Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) || 1;
    });
    this.#weights = new Float64Array(width + 1 + names);
    this.#squares = new Float64Array(width + 1 + names).fill(1e-8);
    this.#train(examples);
  }

  predict({ dense, sparse }: Example): number {
    const width = this.#means.length;
    let logit = this.#weights[width] ?? 0;
    for (let column = 0; column < width; column += 1)
      logit += (this.#weights[column] ?? 0) * this.#z(dense, column);
    for (const name of sparse) logit += this.#weights[width + 1 + name] ?? 0;
    return 1 / (1 + Math.exp(-logit));
  }

  #train(examples: readonly Example[]): void {
    const random = seededRandom(5);
    const order = Int32Array.from(examples.keys());
    const uses = new Float64Array(this.#weights.length);
    const names = this.#means.length + 1;
    for (const { sparse } of examples)
      for (const name of sparse) uses[names + name] = (uses[names + name] ?? 0) + 1;
    const epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(ROW_VISITS / examples.length)));
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      shuffle(order, random);
      for (const index of order) {
        const example = examples[index];
        if (example === undefined) continue;
        const error = this.predict(example) - example.outcome;
        for (let column = 0; column < this.#means.length; column += 1) {
          this.#move(column, error * this.#z(example.dense, column), 1 / examples.length);
        }
        this.#move(this.#means.length, error, 0);
        for (const name of example.sparse) this.#move(names + name, error, 1 / (uses[names + name] ?? 1));
      }
    }
  }

  #move(at: number, slope: number, decay: number): void {
    const weight = this.#weights[at] ?? 0;
    const gradient = slope + decay * weight;
    const square = (this.#squares[at] ?? 0) + gradient * gradient;
    this.#squares[at] = square;
    this.#weights[at] = weight - (STEP * gradient) / Math.sqrt(square);
  }

  #z(dense: readonly number[], column: number): number {
    return ((dense[column] ?? 0) - (this.#means[column] ?? 0)) / (this.#deviations[column] ?? 1);
  }
}
