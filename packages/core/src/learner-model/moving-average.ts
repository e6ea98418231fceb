/** A moving average after a value that counts for this share of it. */
export function lean(average: number, share: number, value: number): number {
  return average + share * (value - average);
}

/** The share of a plain mean over the first values, later that of a moving average. */
export function settle(count: number, share: number): number {
  return Math.max(share, 1 / (count + 1));
}
