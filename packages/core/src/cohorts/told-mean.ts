import { logit, sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";

/** The ends of the scale are not told: "all of them know nothing" says it of each. */
const LEAST = 0.05;
const MOST = 0.95;

/** Deviations between which a normal variable is found 8 times in 10. */
const EIGHTY_PERCENT = 1.2816;

/** Doubt in logits: what the persons of a group share, since one model has estimated all of them, and each one's own. */
const SHARED_DOUBT = 0.25;
const OWN_DOUBT = 0.5;

export interface ToldMean {
  /** In whole per cent, from .05 to .95. */
  readonly mean: Probability;
  /** Holds what the group would recall on average 8 times in 10. */
  readonly interval: readonly [Probability, Probability];
}

/**
 * What is told of a sum of shares over so many persons. The interval is made of the told mean and the number of persons
 * alone, so that it says nothing of anybody which these two have not said: how much each has answered would narrow it,
 * and would be one more figure to subtract. Its width was measured on simulated groups
 * (`packages/core/simulation/team-coverage.ts`). A mean at an end of what is told may lie beyond it, and so does the interval.
 *
 * @param sum of the persons' shares, each from 0 to 1
 * @param people `COHORT_MIN` or more
 */
export function toldMean(sum: number, people: number): ToldMean {
  const mean = Math.round(100 * Math.min(MOST, Math.max(LEAST, sum / people))) / 100;
  const reach = EIGHTY_PERCENT * Math.hypot(SHARED_DOUBT, OWN_DOUBT / Math.sqrt(people));
  const low = Math.floor(100 * sigmoid(logit(mean) - reach)) / 100;
  const high = Math.ceil(100 * sigmoid(logit(mean) + reach)) / 100;
  return { mean, interval: [mean === LEAST ? 0 : low, mean === MOST ? 1 : high] };
}
