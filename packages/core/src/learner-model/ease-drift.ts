import { logit as logitOf, sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";
import { OnlineCalibration, type Uncorrected } from "./online-calibration.ts";
import { bounded } from "./predict.ts";

/**
 * How far an item or a skill has moved from its usual ease: a Gaussian belief, in logits. The usual ease is what all answers
 * together say, those of long ago as much as those of late.
 */
export interface Drift {
  drift: number;
  driftVariance: number;
}

/** A row's item and skills. */
interface Drifting {
  readonly item: Drift;
  readonly skills: readonly Drift[];
}

/** Squared logits that an ease may have moved by before the log, and that it may move by from one answer of its own to the next. */
const MOVED_BEFORE = 0.2;
const MOVED_PER_ANSWER = 0.001;

/** The logarithm of how much likelier it is before any row that no ease moves; neither may lead by more than `MOST_LEAD`. */
const HEAD_START = 4;
const MOST_LEAD = 10;

/** Of an item or skill whose usual ease is known with this variance, in squared logits. */
export function driftOf(variance: number): Drift {
  return { drift: 0, driftVariance: variance + MOVED_BEFORE };
}

/**
 * Follows eases that move, beside the usual ones, and finds out from the log whether they do.
 *
 * Usual ease and drift together go by one extended Kalman step per answer, as a random walk (Fahrmeir 1992), which forgets what
 * was long ago. Where no ease moves, all it adds is noise; where they do, the usual ease lags behind. So both foretell, each with
 * a correction of its own over all learners, and are weighed by how well each has foretold the rows so far: a Bayesian mixture,
 * whose lead is bounded so that it can turn (Herbster & Warmuth 1998). All in all it loses no more than .018 nats to the usual
 * ease, and .00005 a row.
 */
export class EaseDrift {
  readonly #usual: OnlineCalibration;
  readonly #moved: OnlineCalibration;
  #lead = HEAD_START;
  #byUsual: Probability = 0.5;
  #byMoved: Probability = 0.5;
  /** The same before its correction. */
  #uncorrected: Probability = 0.5;

  /** @param learners that the model was fitted on */
  constructor(learners: number) {
    this.#usual = new OnlineCalibration(learners);
    this.#moved = new OnlineCalibration(learners);
  }

  /** The prediction by the rows so far, where the model foretells this with the usual ease. */
  correct({ probability, doubt }: Uncorrected, { item, skills }: Drifting): Probability {
    let { drift } = item;
    for (const skill of skills) drift += skill.drift / skills.length;
    this.#uncorrected = bounded(sigmoid(logitOf(probability) + drift));
    this.#byUsual = bounded(this.#usual.correct({ probability, doubt }));
    this.#byMoved = bounded(this.#moved.correct({ probability: this.#uncorrected, doubt }));
    return this.#byMoved + sigmoid(this.#lead) * (this.#byUsual - this.#byMoved);
  }

  /** Learns from the outcome (1 or 0) of the row that was corrected last. */
  learn(outcome: number, { item, skills }: Drifting): void {
    const ratio = outcome === 1 ? this.#byUsual / this.#byMoved : (1 - this.#byUsual) / (1 - this.#byMoved);
    this.#lead = Math.max(-MOST_LEAD, Math.min(MOST_LEAD, this.#lead + Math.log(ratio)));
    this.#usual.learn(outcome);
    this.#moved.learn(outcome);
    const information = this.#uncorrected * (1 - this.#uncorrected);
    const share = 1 / Math.max(1, skills.length);
    let spread = item.driftVariance;
    for (const skill of skills) spread += share * share * skill.driftVariance;
    const gain = 1 / (1 + information * spread);
    const residual = (outcome - this.#uncorrected) * gain;
    move(item, 1, residual, information * gain);
    for (const skill of skills) move(skill, share, residual, information * gain);
  }
}

/** The share that a belief takes of a Kalman step, where it counts for this share of the sum. */
function move(belief: Drift, share: number, residual: number, information: number): void {
  const { driftVariance: variance } = belief;
  belief.drift += share * variance * residual;
  belief.driftVariance = variance * (1 - share * share * variance * information) + MOVED_PER_ANSWER;
}
