/** How good probabilities were. */
export interface Metrics {
  readonly rows: number;
  /** Chance that a right answer had the higher probability of a right and a wrong one; 0.5 where there is only one kind. */
  readonly auc: number;
  readonly logLoss: number;
  readonly brier: number;
  /** Expected calibration error over 20 equal bins of p. */
  readonly ece: number;
}

const BINS = 20;

/** Probabilities are clipped to this for the log loss. */
const CLIP = 1e-6;

export function measure(probabilities: readonly number[], outcomes: readonly boolean[]): Metrics {
  const rows = probabilities.length;
  let logLoss = 0;
  let brier = 0;
  const gaps = new Float64Array(BINS);
  probabilities.forEach((probability, index) => {
    const right = outcomes[index] ?? false;
    const clipped = Math.min(1 - CLIP, Math.max(CLIP, probability));
    logLoss -= Math.log(right ? clipped : 1 - clipped);
    brier += (probability - (right ? 1 : 0)) ** 2;
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    gaps[bin] = (gaps[bin] ?? 0) + probability - (right ? 1 : 0);
  });
  const ece = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
  return {
    rows,
    auc: areaUnderCurve(probabilities, outcomes),
    logLoss: logLoss / rows,
    brier: brier / rows,
    ece: ece / rows,
  };
}

/** By ranks, ties sharing theirs (Mann and Whitney's U). */
function areaUnderCurve(probabilities: readonly number[], outcomes: readonly boolean[]): number {
  const order = probabilities.map((_, index) => index);
  order.sort((one, other) => (probabilities[one] ?? 0) - (probabilities[other] ?? 0));
  let rankSum = 0;
  let rights = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && probabilities[order[end] ?? 0] === probabilities[order[start] ?? 0])
      end += 1;
    const rank = (start + end + 1) / 2;
    for (let at = start; at < end; at += 1) {
      if (!(outcomes[order[at] ?? 0] ?? false)) continue;
      rankSum += rank;
      rights += 1;
    }
    start = end;
  }
  const wrongs = order.length - rights;
  return rights === 0 || wrongs === 0 ? 0.5 : (rankSum - (rights * (rights + 1)) / 2) / (rights * wrongs);
}
