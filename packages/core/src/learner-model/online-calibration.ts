import { logit as logitOf, sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";
import { KNOTS, placeOf } from "./broken-line.ts";

/**
 * Variance of each weight before any row: learners to come differ from those of the fit, but not by much. The weights are an
 * intercept, a slope on the logit, and how able newcomers are; then what is added at each knot.
 */
const PRIOR_VARIANCES = [0.01, 0.01, 0.05] as const;
const KNOT_VARIANCE = 0.01;

/** What is added to each variance where the fit saw one learner; a part of that where it saw more. */
const VARIANCE_OF_A_LEARNER = 0.3;

/** What they never fall below, as the mix of learners goes on changing. */
const LEAST_VARIANCE = 0.0003;

/** Share of all these variances that the timid correction takes: for learners like those of the fit. */
const TIMID = 1 / 30;

/** The logarithm of how much likelier the timid correction is before any row; neither may lead by more than `MOST_LEAD`. */
const HEAD_START = 2;
const MOST_LEAD = 20;

/** A prediction before it is corrected. */
export interface Uncorrected {
  readonly probability: Probability;
  /** Variance of the belief about the learner's ability: 1 for a newcomer. */
  readonly doubt: number;
}

/**
 * How far the probabilities of a model have to be corrected for the learners of a log, learned row by row.
 *
 * Two corrections, a timid one and a bold one, weighed by how well each has foretold the rows so far (a Bayesian mixture: all
 * in all it loses no more than its head start to the better of them). Where learners are like those of the fit, all that a bold
 * one learns is noise; where they are not, a timid one lags behind.
 */
export class OnlineCalibration {
  readonly #timid: Correction;
  readonly #bold: Correction;
  #lead = HEAD_START;
  #byTimid: Probability = 0.5;
  #byBold: Probability = 0.5;

  /** @param learners that the model was fitted on: the fewer, the less is known of others */
  constructor(learners: number) {
    this.#timid = new Correction(learners, TIMID);
    this.#bold = new Correction(learners, 1);
  }

  /** The prediction by the rows so far. */
  correct(uncorrected: Uncorrected): Probability {
    this.#byTimid = this.#timid.correct(uncorrected);
    this.#byBold = this.#bold.correct(uncorrected);
    return this.#byBold + sigmoid(this.#lead) * (this.#byTimid - this.#byBold);
  }

  /** Learns from the outcome (1 or 0) of the row that was corrected last. */
  learn(outcome: number): void {
    const ratio = outcome === 1 ? this.#byTimid / this.#byBold : (1 - this.#byTimid) / (1 - this.#byBold);
    const lead = this.#lead + Math.log(ratio);
    this.#lead = Math.max(-MOST_LEAD, Math.min(MOST_LEAD, lead));
    this.#timid.learn(outcome);
    this.#bold.learn(outcome);
  }
}

/**
 * A correction of the logit, learned row by row over all learners of a log: one extended Kalman step per answer, from no
 * correction at all.
 *
 * It is Platt's (intercept + slope) and a broken line on top, one of whose knots stands every half logit: where a model is
 * sure of too much only at one end, no slope can mend it. A third weight is what newcomers are better at than those of the fit:
 * were it their prior mean, it would be left of it in the belief about ability as much as is left of the variance.
 */
class Correction {
  readonly #share: number;
  readonly #weights = new Float64Array(PRIOR_VARIANCES.length + KNOTS);
  readonly #variances: Float64Array;
  /** Of the row corrected last: how much the weights that every row has count, then those of the knots on either side of it. */
  readonly #shares = new Float64Array(PRIOR_VARIANCES.length + 2);
  #leftKnot = 0;
  #corrected: Probability = 0.5;

  /** @param share of the variances */
  constructor(learners: number, share: number) {
    const doubt = VARIANCE_OF_A_LEARNER / Math.max(1, learners);
    this.#share = share;
    this.#variances = this.#weights.map(
      (_, weight) => share * (PRIOR_VARIANCES[weight] ?? KNOT_VARIANCE) + doubt,
    );
  }

  /** The prediction by the rows so far. */
  correct({ probability, doubt }: Uncorrected): Probability {
    const logit = logitOf(probability);
    const { left, beyond } = placeOf(logit);
    this.#leftKnot = left;
    this.#shares[0] = 1;
    this.#shares[1] = logit;
    this.#shares[2] = doubt;
    this.#shares[3] = 1 - beyond;
    this.#shares[4] = beyond;
    let corrected = logit;
    for (let index = 0; index < this.#shares.length; index += 1)
      corrected += (this.#shares[index] ?? 0) * (this.#weights[this.#weightOf(index)] ?? 0);
    this.#corrected = sigmoid(corrected);
    return this.#corrected;
  }

  /** Learns from the outcome (1 or 0) of the row that was corrected last. */
  learn(outcome: number): void {
    const residual = outcome - this.#corrected;
    const information = this.#corrected * (1 - this.#corrected);
    let spread = 0;
    for (let index = 0; index < this.#shares.length; index += 1)
      spread += (this.#variances[this.#weightOf(index)] ?? 0) * (this.#shares[index] ?? 0) ** 2;
    const gain = 1 / (1 + information * spread);
    for (let index = 0; index < this.#shares.length; index += 1) {
      const weight = this.#weightOf(index);
      const share = this.#shares[index] ?? 0;
      const variance = this.#variances[weight] ?? 0;
      this.#weights[weight] = (this.#weights[weight] ?? 0) + variance * share * residual * gain;
      const shrunk = variance * (1 - variance * share * share * information * gain);
      this.#variances[weight] = Math.max(this.#share * LEAST_VARIANCE, shrunk);
    }
  }

  /** The weight that the share of this index is of. */
  #weightOf(index: number): number {
    return index < PRIOR_VARIANCES.length ? index : index + this.#leftKnot;
  }
}
