import { FEATURE_NAMES } from "./features/describe.ts";
import {
  PERSONAL_BIAS,
  PERSONAL_BIAS_VARIANCE,
  PERSONAL_VARIANCE,
  PERSONAL_WEIGHT,
  type Precisions,
} from "./precision.ts";

/**
 * How one learner differs from the blend: a few of its weights, learned online from this learner's answers.
 *
 * Independent Gaussian beliefs about each weight, corrected together by one extended Kalman step per answer. Bounded
 * small by the priors: on a learner like the others it changes next to nothing.
 */
export interface Personal {
  /** Of `ADAPTED` features in their order, then the bias. */
  readonly weights: readonly number[];
  readonly variances: readonly number[];
}

/** What learners differ in: how fast they learn and forget, how much difficulty and pace mean to them. */
const ADAPTED = [
  "rating",
  "itemEase",
  "itemKnowledge",
  "skillKnowledge",
  "seen",
  "attempts",
  "share",
  "last",
  "gap",
  "gapRows",
  "lastByGap",
  "recentRight",
  "novelty",
  "pause",
].map((name) => FEATURE_NAMES.indexOf(name));

const BIAS = ADAPTED.length;

/** Variances of a learner's differences, on standardised features; the same for every log. */
const WEIGHT_VARIANCE = 0.001;
const BIAS_VARIANCE = 0.02;

export const PERSONAL_PRECISION: Precisions<Personal> = {
  weights: [...ADAPTED.map(() => PERSONAL_WEIGHT), PERSONAL_BIAS],
  variances: [...ADAPTED.map(() => PERSONAL_VARIANCE), PERSONAL_BIAS_VARIANCE],
};

export const NO_DIFFERENCE: Personal = {
  weights: PERSONAL_PRECISION.weights.map(() => 0),
  variances: PERSONAL_PRECISION.variances.map((precision, index) =>
    precision.round(index === BIAS ? BIAS_VARIANCE : WEIGHT_VARIANCE),
  ),
};

/** What the learner's differences add to the logit of standardised features. */
export function personalLogit({ weights }: Personal, z: Float64Array): number {
  let logit = weights[BIAS] ?? 0;
  for (let index = 0; index < BIAS; index += 1)
    logit += (weights[index] ?? 0) * (z[ADAPTED[index] ?? 0] ?? 0);
  return logit;
}

/** The differences after an answer that had this probability; outcome 1 or 0. */
export function nextPersonal(
  before: Personal,
  z: Float64Array,
  probability: number,
  outcome: number,
): Personal {
  const slope = probability * (1 - probability);
  let spread = before.variances[BIAS] ?? 0;
  for (let index = 0; index < BIAS; index += 1) {
    const input = z[ADAPTED[index] ?? 0] ?? 0;
    spread += (before.variances[index] ?? 0) * input * input;
  }
  const step = (outcome - probability) / (1 + slope * spread);
  const shrink = slope / (1 + slope * spread);
  const weights = before.weights.slice();
  const variances = before.variances.slice();
  for (let index = 0; index < BIAS; index += 1) {
    const input = z[ADAPTED[index] ?? 0] ?? 0;
    const variance = variances[index] ?? 0;
    weights[index] = PERSONAL_WEIGHT.round((weights[index] ?? 0) + variance * input * step);
    variances[index] = PERSONAL_VARIANCE.round(variance * (1 - variance * input * input * shrink));
  }
  const variance = variances[BIAS] ?? 0;
  weights[BIAS] = PERSONAL_BIAS.round((weights[BIAS] ?? 0) + variance * step);
  variances[BIAS] = PERSONAL_BIAS_VARIANCE.round(variance * (1 - variance * shrink));
  return { weights, variances };
}
