/** The middle one, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The value below which a share `q` of an ascending list lies (nearest rank); NaN of nothing. */
export function percentile(ascending: Float64Array, q: number): number {
  return ascending[Math.min(ascending.length - 1, Math.ceil(q * ascending.length) - 1)] ?? Number.NaN;
}

/**
 * Median of the ratios taken inside each round: what slows a whole round, such as a neighbour on the machine, cancels.
 * NaN where one of the two was not measured.
 */
export function medianRatio(over: readonly number[], under: readonly number[]): number {
  const ratios = over.map((value, round) => value / (under[round] ?? Number.NaN));
  return median(ratios.filter((ratio) => Number.isFinite(ratio)));
}
