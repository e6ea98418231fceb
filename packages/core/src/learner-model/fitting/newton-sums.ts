/** Weight of the prior, in units of information p(1 - p): about six answers at even odds. */
export const EASE_RIDGE = 1.5;

const LARGEST_EASE = 6;

/** Residuals and information of many parameters at once, and the ridge Newton step that they ask for. */
export class NewtonSums {
  readonly #residuals: Float64Array;
  readonly #information: Float64Array;

  readonly #ridge: number;

  constructor(size: number, ridge: number = EASE_RIDGE) {
    this.#ridge = ridge;
    this.#residuals = new Float64Array(size);
    this.#information = new Float64Array(size);
  }

  add(index: number, residual: number, information: number): void {
    this.#residuals[index] = (this.#residuals[index] ?? 0) + residual;
    this.#information[index] = (this.#information[index] ?? 0) + information;
  }

  /**
   * In single precision, within what a logit can sensibly be.
   *
   * @param usual what the ridge pulls to
   */
  step(from: Float64Array, usual = 0): Float64Array {
    return from.map((value, index) => {
      const gradient = (this.#residuals[index] ?? 0) - this.#ridge * (value - usual);
      const next = value + gradient / ((this.#information[index] ?? 0) + this.#ridge);
      return Math.fround(Math.max(-LARGEST_EASE, Math.min(LARGEST_EASE, next)));
    });
  }
}
