/** Scales that are tried, from the present one down and, if that is no better, up. */
const LADDER = [0, 0.25, 0.5, 1, 2] as const;

/** A scale with the log loss of each learner by it. */
export interface JudgedScale {
  readonly scale: number;
  readonly losses: Float64Array;
}

/**
 * The scale that foretells held-back learners best; the present one stays where another does not gain more than one standard
 * error, paired by learner.
 */
export function chooseScale(present: JudgedScale, lossesBy: (scale: number) => Float64Array): JudgedScale {
  let best = climb(present, -1, lossesBy);
  if (best === present) best = climb(present, 1, lossesBy);
  return isSurelyLess(best.losses, present.losses) ? best : present;
}

function climb(
  present: JudgedScale,
  direction: 1 | -1,
  lossesBy: (scale: number) => Float64Array,
): JudgedScale {
  let best = present;
  const from = LADDER.findIndex((scale) => scale === present.scale);
  for (let step = from + direction; ; step += direction) {
    const scale = LADDER[step];
    if (scale === undefined) return best;
    const losses = lossesBy(scale);
    if (sum(losses) >= sum(best.losses)) return best;
    best = { scale, losses };
  }
}

/** Fewer learners do not tell a gain from chance. */
export const FEWEST_LEARNERS = 20;

/** Whether the losses are less by more than one standard error, paired by learner. */
export function isSurelyLess(losses: Float64Array, than: Float64Array): boolean {
  const gains = than.map((loss, learner) => loss - (losses[learner] ?? 0));
  const mean = sum(gains) / gains.length;
  return sum(gains) > Math.sqrt(gains.reduce((squares, gain) => squares + (gain - mean) ** 2, 0));
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index += 1) total += values[index] ?? 0;
  return total;
}
