import type { Probability } from "../units.ts";
import { sigmoid } from "./situation.ts";

/**
 * Variance of each weight before any row: learners to come differ from those of the fit, but not by much. The weights are an
 * intercept, a slope on the logit, and how able newcomers are.
 */
const PRIOR_VARIANCES = [0.01, 0.01, 0.05] as const;

/** What is added to them where the fit saw one learner; a part of that where it saw more. */
const VARIANCE_OF_A_LEARNER = 0.3;

/** What they never fall below, as the mix of learners goes on changing. */
const LEAST_VARIANCE = 0.0003;

/** A prediction before it is corrected. */
interface Uncorrected {
  readonly probability: Probability;
  /** Variance of the belief about the learner's ability: 1 for a newcomer. */
  readonly doubt: number;
}

/**
 * Platt's correction (intercept + slope on the logit), learned row by row over all learners of a log: one extended Kalman step
 * per answer, from no correction at all.
 *
 * A third weight is what newcomers are better at than those of the fit: were it their prior mean, it would be left of it in
 * the belief about ability as much as is left of the variance.
 */
export class OnlineCalibration {
  readonly #weights = PRIOR_VARIANCES.map(() => 0);
  readonly #variances: number[];

  /** @param learners that the model was fitted on: the fewer, the less is known of others */
  constructor(learners: number) {
    this.#variances = PRIOR_VARIANCES.map(
      (variance) => variance + VARIANCE_OF_A_LEARNER / Math.max(1, learners),
    );
  }

  /** The probability by the rows so far. */
  correct(prediction: Uncorrected): Probability {
    return this.#correctedBy(inputsOf(prediction));
  }

  /** Learns from the outcome (1 or 0) of a row of this uncorrected prediction. */
  learn(prediction: Uncorrected, outcome: number): void {
    const inputs = inputsOf(prediction);
    const corrected = this.#correctedBy(inputs);
    const information = corrected * (1 - corrected);
    let spread = 0;
    for (let index = 0; index < inputs.length; index += 1)
      spread += (this.#variances[index] ?? 0) * (inputs[index] ?? 0) ** 2;
    const gain = 1 / (1 + information * spread);
    for (let index = 0; index < inputs.length; index += 1) {
      const input = inputs[index] ?? 0;
      const variance = this.#variances[index] ?? 0;
      this.#weights[index] = (this.#weights[index] ?? 0) + variance * input * (outcome - corrected) * gain;
      const shrunk = variance * (1 - variance * input * input * information * gain);
      this.#variances[index] = Math.max(LEAST_VARIANCE, shrunk);
    }
  }

  #correctedBy(inputs: Inputs): Probability {
    let logit = inputs[1];
    for (let index = 0; index < inputs.length; index += 1)
      logit += (inputs[index] ?? 0) * (this.#weights[index] ?? 0);
    return sigmoid(logit);
  }
}

/** What the weights apply to: 1, the logit, and the doubt. */
type Inputs = readonly [number, number, number];

function inputsOf({ probability, doubt }: Uncorrected): Inputs {
  return [1, Math.log(probability / (1 - probability)), doubt];
}
