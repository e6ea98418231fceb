import { BELIEF_PRECISION, type Belief } from "./belief.ts";
import {
  COUNT,
  LOG_TIME,
  MOMENT,
  OUTCOME,
  ROWS,
  SHARE,
  SINGLE,
  STREAK,
  type Precisions,
} from "./precision.ts";
import { NO_REVIEWS, REVIEW_PRECISION, type ReviewTrace } from "./review-trace.ts";

/** What one learner did with one item. All times in seconds of the learner's clock, orders in rows of the learner. */
export interface ItemTrace {
  readonly attempts: number;
  readonly rights: number;
  /** Times it was shown without being asked. */
  readonly studies: number;
  readonly lastAt: number;
  readonly lastRow: number;
  /** Right answers in a row, negative for wrong ones. */
  readonly streak: number;
  /** Outcomes of the last answers, newest first: +1, -1, 0 for none yet. */
  readonly last: number;
  readonly second: number;
  /** Moving average of outcomes (1 or 0), one fifth new. */
  readonly slow: number;
  /** Seconds between the last two exposures, and the longest gap over which it was recalled. */
  readonly lastGap: number;
  readonly bestGap: number;
  readonly bestGapRows: number;
  /** log of milliseconds, of the last answer and averaged over right answers; 0 when never known. */
  readonly lastTime: number;
  readonly rightTime: number;
  /** Exposures that fade with time and with order, right and wrong apart; see `FADES`. */
  readonly rightFades: readonly number[];
  readonly wrongFades: readonly number[];
  /** What the decisions go by; the rest is for predictions. */
  readonly reviews: ReviewTrace;
  /** What this learner knows of this item beyond ability and difficulty. */
  readonly knowledge: Belief;
}

/** Time scales of fading, from an hour to two weeks, then in rows. */
export const TIME_SCALES = [3_600, 86_400, 1_209_600] as const;
export const ROW_SCALES = [10, 100] as const;
const FADES = TIME_SCALES.length + ROW_SCALES.length;

const NO_FADES: readonly number[] = Array.from({ length: FADES }, () => 0);

export const NEW_ITEM: ItemTrace = {
  attempts: 0,
  rights: 0,
  studies: 0,
  lastAt: 0,
  lastRow: 0,
  streak: 0,
  last: 0,
  second: 0,
  slow: 0.5,
  lastGap: 0,
  bestGap: 0,
  bestGapRows: 0,
  lastTime: 0,
  rightTime: 0,
  rightFades: NO_FADES,
  wrongFades: NO_FADES,
  reviews: NO_REVIEWS,
  knowledge: { mean: 0, variance: 0.5 },
};

export const ITEM_PRECISION: Precisions<ItemTrace> = {
  attempts: COUNT,
  rights: COUNT,
  studies: COUNT,
  lastAt: MOMENT,
  lastRow: ROWS,
  streak: STREAK,
  last: OUTCOME,
  second: OUTCOME,
  slow: SHARE,
  lastGap: SINGLE,
  bestGap: SINGLE,
  bestGapRows: ROWS,
  lastTime: LOG_TIME,
  rightTime: LOG_TIME,
  rightFades: NO_FADES.map(() => SINGLE),
  wrongFades: NO_FADES.map(() => SINGLE),
  reviews: REVIEW_PRECISION,
  knowledge: BELIEF_PRECISION,
};

/** How much of each fading count is left after `seconds` and `rows`. */
export function fadeFactor(index: number, seconds: number, rows: number): number {
  const scale = TIME_SCALES[index];
  if (scale !== undefined) return Math.exp(-seconds / scale);
  return Math.exp(-rows / (ROW_SCALES[index - TIME_SCALES.length] ?? 1));
}
