import { sigmoid } from "../logit.ts";
import type { CorrectionCounts, CorrectionTrace } from "../learner-model/correction-trace.ts";
import type { Probability } from "../units.ts";

/**
 * What it adds to the logit of the next review that a failure was asked again in its sitting until it was right: mean and
 * standard deviation over learners. Simulated learners of the first two memories gain .0 to .9 (docs/engine-decisions.md); a little more
 * is hoped for, so that it is tried.
 */
const USUAL = 0.5;
const SPREAD = 0.5;

/**
 * It must add so much to be worth its answers, one to two for each failure, which could be another item's review: between what
 * nearly all learners gain of the memories under which sittings that ask again recall less in the end (under .9; some of F up to 1.6), and what those of D gain
 * (1.4 and more), under which they recall more. Under G, where they do too, they gain about 1.
 */
const WORTH_IT = 1.2;

/** Half an answer in each count, so that no ratio is of nothing (Haldane 1956, Anscombe 1956). */
const HALF = 0.5;

/** The logistic curve with this slope is nowhere further than .01 from the normal one (Haley 1952). */
const AS_NORMAL = 1.702;

/** A mean that is uncertain by a variance. */
interface Estimate {
  readonly mean: number;
  readonly variance: number;
}

/** What corrections add to the logit of the next review, by one kind of failure alone (Woolf 1955). */
function added({ correctedRights, correctedWrongs, leftRights, leftWrongs }: CorrectionCounts): Estimate {
  const [a, b] = [correctedRights + HALF, correctedWrongs + HALF];
  const [c, d] = [leftRights + HALF, leftWrongs + HALF];
  return { mean: Math.log((a * d) / (b * c)), variance: 1 / a + 1 / b + 1 / c + 1 / d };
}

/**
 * The share of failures that are asked again in their sitting: the probability that this is worth it to this learner, by what
 * came of the next reviews of failures that were and of others that were not (Thompson 1933). So both ways are tried for as long as
 * it is open which is better, and the better one is taken once it is known.
 */
export function askAgainShare({ first, later }: CorrectionTrace): Probability {
  const estimates = [{ mean: USUAL, variance: SPREAD ** 2 }, added(first), added(later)];
  const precision = estimates.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const mean = estimates.reduce((sum, estimate) => sum + estimate.mean / estimate.variance, 0) / precision;
  return sigmoid(AS_NORMAL * (mean - WORTH_IT) * Math.sqrt(precision));
}
