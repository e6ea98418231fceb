/** Weight of the prior, in units of information p(1 - p): about six answers at even odds. */
const RIDGE = 1.5;

const LARGEST_EASE = 4;

/** Residuals and information of many parameters at once, and the ridge Newton step that they ask for. */
export class NewtonSums {
  readonly #residuals: Float64Array;
  readonly #information: Float64Array;
  readonly #counts: Float64Array;

  constructor(size: number) {
    this.#residuals = new Float64Array(size);
    this.#information = new Float64Array(size);
    this.#counts = new Float64Array(size);
  }

  add(index: number, residual: number, information: number): void {
    this.#residuals[index] = (this.#residuals[index] ?? 0) + residual;
    this.#information[index] = (this.#information[index] ?? 0) + information;
    this.#counts[index] = this.count(index) + 1;
  }

  count(index: number): number {
    return this.#counts[index] ?? 0;
  }

  /** In single precision, within what a logit can sensibly be. */
  step(from: readonly number[]): number[] {
    return from.map((value, index) => {
      const gradient = (this.#residuals[index] ?? 0) - RIDGE * value;
      const next = value + gradient / ((this.#information[index] ?? 0) + RIDGE);
      return Math.fround(Math.max(-LARGEST_EASE, Math.min(LARGEST_EASE, next)));
    });
  }
}
