import { sigmoid } from "../logit.ts";
import type { CorrectionTrace } from "../learner-model/correction-trace.ts";
import type { Probability } from "../units.ts";

/**
 * What it adds to the logit of the next review that a failure was asked again in its sitting until it was right: mean and
 * standard deviation over learners. Simulated learners of the first two memories gain 0 to .8 (docs/engine-decisions.md); a little more
 * is hoped for, so that it is tried.
 */
const USUAL = 0.5;
const SPREAD = 0.5;

/**
 * It must add so much to be worth its answers, one to two for each failure, which could be another item's review: between the
 * memories under which sittings that ask again recall less in the end (most learners gain under .8) and that under which they recall
 * more (all gain 1.4 or more).
 */
const WORTH_IT = 1.2;

/** Half an answer in each count, so that no ratio is of nothing (Haldane 1956, Anscombe 1956). */
const HALF = 0.5;

/** The logistic curve with this slope is nowhere further than .01 from the normal one (Haley 1952). */
const AS_NORMAL = 1.702;

/**
 * The share of failures that are asked again in their sitting: the probability that this is worth it to this learner, by what
 * came of the next reviews of failures that were and of others that were not (Thompson 1933). So both ways are tried for as long as
 * it is open which is better, and the better one is taken once it is known.
 */
export function askAgainShare(trace: CorrectionTrace): Probability {
  const corrected = { rights: trace.correctedRights + HALF, wrongs: trace.correctedWrongs + HALF };
  const left = { rights: trace.leftRights + HALF, wrongs: trace.leftWrongs + HALF };
  const seen = Math.log((corrected.rights * left.wrongs) / (corrected.wrongs * left.rights));
  const variance = 1 / corrected.rights + 1 / corrected.wrongs + 1 / left.rights + 1 / left.wrongs;
  const precision = 1 / SPREAD ** 2 + 1 / variance;
  const mean = (USUAL / SPREAD ** 2 + seen / variance) / precision;
  return sigmoid(AS_NORMAL * (mean - WORTH_IT) * Math.sqrt(precision));
}
