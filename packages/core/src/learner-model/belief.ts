import { LOGIT, SHARE } from "./precision.ts";

/**
 * Part of a learner's ability as a Gaussian belief, in logits where its scale is 1 (`BeliefScales`).
 *
 * P(correct) = sigmoid(offset + sum of beliefs), corrected by one extended Kalman step per answer. Glicko (Glickman
 * 1999) and Elo with a decreasing step (Pelánek 2016) are the case of one belief; here the residual is shared out by
 * variance.
 */
export interface Belief {
  readonly mean: number;
  readonly variance: number;
}

export const BELIEF_PRECISION = { mean: LOGIT, variance: SHARE } as const;

/** A rating is what beliefs are corrected by: the estimate, and the sum of `share² · variance` over its beliefs. */
interface Estimate {
  readonly probability: number;
  readonly spread: number;
}

/** How far one belief moves by one answer, at most. */
const MAX_STEP = 2;

/** A belief never becomes surer than this, in squares of its scale: learners change. */
const MIN_VARIANCE = 0.02;

/** The belief after an answer (outcome 1 or 0); `share` is its weight in the sum, its scale included. */
export function correctBelief(belief: Belief, share: number, estimate: Estimate, outcome: number): Belief {
  if (share === 0) return belief;
  const information = estimate.probability * (1 - estimate.probability);
  const gain = (belief.variance * share) / (1 + information * estimate.spread);
  const step = Math.max(-MAX_STEP, Math.min(MAX_STEP, gain * (outcome - estimate.probability)));
  const variance = belief.variance * (1 - share * gain * information);
  return {
    mean: LOGIT.round(belief.mean + step),
    variance: SHARE.round(Math.max(MIN_VARIANCE, variance)),
  };
}
