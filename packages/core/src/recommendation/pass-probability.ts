import { logit, sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";

/** A lesson is passed when this share of its items is right at the first answer. */
export const PASS_SHARE = 0.7;

/** Standard normal abscissas and weights of a Gauss and Hermite rule of 5 points. */
const NODES: readonly (readonly [deviation: number, weight: number])[] = [
  [-2.85697, 0.0112574],
  [-1.3556262, 0.2220759],
  [0, 0.5333333],
  [1.3556262, 0.2220759],
  [2.85697, 0.0112574],
];

/** Deviations between which a normal variable is found 8 times in 10. */
const EIGHTY_PERCENT = 1.2816;

export interface PassEstimate {
  readonly probability: Probability;
  /** Holds the chance of passing 8 times in 10, as far as the learner's level is known; the probability is never outside of it. */
  readonly interval: readonly [Probability, Probability];
}

/**
 * Probability that a learner passes a lesson.
 *
 * @param chances of a right first answer, by item; their mean is kept whatever the doubt
 * @param doubt standard deviation of what all items have in common (the learner's level), logits
 */
export function passProbability(chances: readonly Probability[], doubt: number): PassEstimate {
  // A mean over a normal logit is nearer to one half than the sigmoid of its mean (MacKay 1992).
  const stretch = Math.sqrt(1 + (Math.PI / 8) * doubt * doubt);
  const logits = chances.map((chance) => logit(chance) * stretch);
  const passAt = (deviation: number): Probability =>
    atLeast(logits.map((value) => sigmoid(value + deviation * doubt)));
  const probability = NODES.reduce((sum, [deviation, weight]) => sum + weight * passAt(deviation), 0);
  const mean = Math.min(1, probability);
  // The mean of a very skewed spread lies beyond what holds most of it.
  const interval = [Math.min(mean, passAt(-EIGHTY_PERCENT)), Math.max(mean, passAt(EIGHTY_PERCENT))] as const;
  return { probability: mean, interval };
}

/** P(at least `PASS_SHARE` of independent chances come true): the Poisson-binomial distribution by convolution, in place. */
function atLeast(chances: readonly Probability[]): Probability {
  const needed = Math.ceil(PASS_SHARE * chances.length - 1e-9);
  const counts = new Float64Array(chances.length + 1);
  counts[0] = 1;
  for (let index = 0; index < chances.length; index += 1) {
    const chance = chances[index] ?? 0;
    for (let right = index + 1; right > 0; right -= 1) {
      counts[right] = (counts[right] ?? 0) * (1 - chance) + (counts[right - 1] ?? 0) * chance;
    }
    counts[0] *= 1 - chance;
  }
  let sum = 0;
  for (let right = needed; right < counts.length; right += 1) sum += counts[right] ?? 0;
  return sum;
}
