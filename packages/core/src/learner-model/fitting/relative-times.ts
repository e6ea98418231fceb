/** Mean relative time leans to zero as if by this many answers. */
const TIME_RIDGE = 3;

/** One strange answer does not move an item's mean by more. */
const MOST_RELATIVE_TIME = 2;

/** How much longer or shorter than usual right answers to each item take, on a log scale. */
export class RelativeTimes {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size);
    this.#counts = new Float64Array(size);
  }

  /** @param time NaN where it is not known */
  add(item: number, time: number): void {
    if (Number.isNaN(time)) return;
    const bounded = Math.max(-MOST_RELATIVE_TIME, Math.min(MOST_RELATIVE_TIME, time));
    this.#sums[item] = (this.#sums[item] ?? 0) + bounded;
    this.#counts[item] = (this.#counts[item] ?? 0) + 1;
  }

  mean(item: number): number {
    return Math.fround((this.#sums[item] ?? 0) / ((this.#counts[item] ?? 0) + TIME_RIDGE));
  }
}
