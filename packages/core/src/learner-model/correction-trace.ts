import type { ItemTrace } from "./item-trace.ts";
import { FADED_COUNT, type Precisions } from "./precision.ts";
import { PAUSE_SECONDS, type Exposure } from "./review-trace.ts";

/** What came of reviews after a failure, by whether the item had been right in a sitting since. */
export interface CorrectionCounts {
  readonly correctedRights: number;
  readonly correctedWrongs: number;
  readonly leftRights: number;
  readonly leftWrongs: number;
}

/**
 * What correcting a failure at once, by asking again until it is right, does for a learner's next review. Apart for items that failed when
 * they were first met and for such that failed later: lessons correct every first meeting, and what is new is recalled less than what was
 * met more often, so that together they would be no comparison.
 */
export interface CorrectionTrace {
  readonly first: CorrectionCounts;
  readonly later: CorrectionCounts;
}

const NONE: CorrectionCounts = { correctedRights: 0, correctedWrongs: 0, leftRights: 0, leftWrongs: 0 };
export const NO_CORRECTIONS: CorrectionTrace = { first: NONE, later: NONE };

const COUNTS_PRECISION: Precisions<CorrectionCounts> = {
  correctedRights: FADED_COUNT,
  correctedWrongs: FADED_COUNT,
  leftRights: FADED_COUNT,
  leftWrongs: FADED_COUNT,
};
export const CORRECTION_PRECISION: Precisions<CorrectionTrace> = {
  first: COUNTS_PRECISION,
  later: COUNTS_PRECISION,
};

/** When so many are counted all are halved, which leaves their ratios: the newest count most, and a learner who changes is followed. */
const MOST = 1_000;

/** @param item as it was before this exposure */
export function correctionsAfter(
  before: CorrectionTrace,
  item: ItemTrace,
  { gap, seen, correct }: Exposure,
): CorrectionTrace {
  const { rights, others, last } = item.reviews;
  if (correct === null || !seen || gap <= PAUSE_SECONDS || last >= 0) return before;
  // The last review that asked was wrong, so a later answer that was right is a repeat within a sitting.
  const corrected = item.last > 0;
  return rights + others === 1
    ? { first: counted(before.first, corrected, correct), later: before.later }
    : { first: before.first, later: counted(before.later, corrected, correct) };
}

function counted(before: CorrectionCounts, corrected: boolean, right: boolean): CorrectionCounts {
  const after = {
    correctedRights: before.correctedRights + (corrected && right ? 1 : 0),
    correctedWrongs: before.correctedWrongs + (corrected && !right ? 1 : 0),
    leftRights: before.leftRights + (!corrected && right ? 1 : 0),
    leftWrongs: before.leftWrongs + (!corrected && !right ? 1 : 0),
  };
  const { correctedRights, correctedWrongs, leftRights, leftWrongs } = after;
  return correctedRights + correctedWrongs + leftRights + leftWrongs < MOST ? after : halved(after);
}

function halved(counts: CorrectionCounts): CorrectionCounts {
  return {
    correctedRights: FADED_COUNT.round(counts.correctedRights / 2),
    correctedWrongs: FADED_COUNT.round(counts.correctedWrongs / 2),
    leftRights: FADED_COUNT.round(counts.leftRights / 2),
    leftWrongs: FADED_COUNT.round(counts.leftWrongs / 2),
  };
}
