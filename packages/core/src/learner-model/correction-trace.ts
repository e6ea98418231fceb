import { FADED_COUNT, type Precisions } from "./precision.ts";
import { PAUSE_SECONDS, type Exposure } from "./review-trace.ts";
import type { ItemTrace } from "./item-trace.ts";

/**
 * What came of a learner's reviews after a failure, by whether it had been asked again within its sitting until it was right:
 * what correcting a failure at once is worth to this learner. Counts fade, so that it follows a learner who changes.
 */
export interface CorrectionTrace {
  readonly correctedRights: number;
  readonly correctedWrongs: number;
  readonly leftRights: number;
  readonly leftWrongs: number;
}

export const NO_CORRECTIONS: CorrectionTrace = {
  correctedRights: 0,
  correctedWrongs: 0,
  leftRights: 0,
  leftWrongs: 0,
};

export const CORRECTION_PRECISION: Precisions<CorrectionTrace> = {
  correctedRights: FADED_COUNT,
  correctedWrongs: FADED_COUNT,
  leftRights: FADED_COUNT,
  leftWrongs: FADED_COUNT,
};

/** Reviews after a failure over which a count fades by e. */
const FADES_OVER = 1_000;
const LEFT = Math.exp(-1 / FADES_OVER);

function faded(count: number, added: boolean): number {
  return FADED_COUNT.round(count * LEFT + (added ? 1 : 0));
}

/** @param item as it was before this exposure */
export function correctionsAfter(
  before: CorrectionTrace,
  item: ItemTrace,
  { gap, seen, correct }: Exposure,
): CorrectionTrace {
  if (correct === null || !seen || gap <= PAUSE_SECONDS || item.reviews.last >= 0) return before;
  // The review failed, so a later answer that was right is one within its sitting.
  const corrected = item.last > 0;
  return {
    correctedRights: faded(before.correctedRights, corrected && correct),
    correctedWrongs: faded(before.correctedWrongs, corrected && !correct),
    leftRights: faded(before.leftRights, !corrected && correct),
    leftWrongs: faded(before.leftWrongs, !corrected && !correct),
  };
}
