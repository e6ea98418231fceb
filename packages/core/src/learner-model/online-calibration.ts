import { sigmoid } from "./situation.ts";

/** Variance of intercept and slope before any row: learners to come differ from those of the fit, but not by much. */
const PRIOR_VARIANCE = 0.01;

/** What is added to it where the fit saw one learner; a part of that where it saw more. */
const VARIANCE_OF_A_LEARNER = 0.3;

/** What they never fall below, as the mix of learners goes on changing. */
const LEAST_VARIANCE = 0.0003;

/**
 * Platt's correction (intercept + slope on the logit), learned row by row over all learners of a log: one extended
 * Kalman step per answer, from no correction at all.
 */
export class OnlineCalibration {
  #intercept = 0;
  #slope = 0;
  #interceptVariance: number;
  #slopeVariance: number;

  /** @param learners that the model was fitted on: the fewer, the less is known of others */
  constructor(learners: number) {
    const variance = PRIOR_VARIANCE + VARIANCE_OF_A_LEARNER / Math.max(1, learners);
    this.#interceptVariance = variance;
    this.#slopeVariance = variance;
  }

  /** The probability by the rows so far. */
  correct(probability: number): number {
    const logit = logitOf(probability);
    return sigmoid(logit + this.#intercept + this.#slope * logit);
  }

  /** Learns from the outcome (1 or 0) of a row of this uncorrected probability. */
  learn(probability: number, outcome: number): void {
    const logit = logitOf(probability);
    const corrected = this.correct(probability);
    const information = corrected * (1 - corrected);
    const spread = this.#interceptVariance + this.#slopeVariance * logit * logit;
    const step = (outcome - corrected) / (1 + information * spread);
    const shrink = information / (1 + information * spread);
    this.#intercept += this.#interceptVariance * step;
    this.#slope += this.#slopeVariance * logit * step;
    this.#interceptVariance = shrunk(this.#interceptVariance, this.#interceptVariance * shrink);
    this.#slopeVariance = shrunk(this.#slopeVariance, this.#slopeVariance * logit * logit * shrink);
  }
}

function shrunk(variance: number, share: number): number {
  return Math.max(LEAST_VARIANCE, variance * (1 - share));
}

function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}
