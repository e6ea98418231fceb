import { leftOfDay, leftOfWeeks, type ReviewTrace } from "../learner-model/review-trace.ts";

export const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** Numbers that recall depends on: a bias, the gap, counts, counts that fade, the last outcome. */
export const WIDTH = 7;

/** The reviews of an item, as of the last time that it was met: what recall depends on beside the gap since then. */
export type History = Pick<ReviewTrace, "rights" | "others" | "rightDay" | "rightWeeks" | "last">;

/** The history after one more review, `gap` seconds later. */
export function historyAfter(history: History, gap: number, right: boolean): History {
  return {
    rights: history.rights + (right ? 1 : 0),
    others: history.others + (right ? 0 : 1),
    rightDay: history.rightDay * leftOfDay(gap) + (right ? 1 : 0),
    rightWeeks: history.rightWeeks * leftOfWeeks(gap) + (right ? 1 : 0),
    last: right ? 1 : -1,
  };
}

/** Of what less is left nothing can be told. */
const LEAST_LEFT = Math.exp(-40);

/** The history as it was before the last review, taken from what that added to it. */
export function historyBefore(reviews: ReviewTrace): History {
  const right = reviews.last > 0 ? 1 : 0;
  return {
    rights: reviews.rights - right,
    others: reviews.others - (1 - right),
    rightDay: Math.max(0, reviews.rightDay - right) / Math.max(LEAST_LEFT, leftOfDay(reviews.gap)),
    rightWeeks: Math.max(0, reviews.rightWeeks - right) / Math.max(LEAST_LEFT, leftOfWeeks(reviews.gap)),
    last: reviews.second,
  };
}

/** How a gap in seconds enters the recall curve, beside what it leaves of counts that fade. */
export const logGap = (gap: number): number => Math.log1p(gap / HOUR_SECONDS);

/** Writes the numbers of a history `gap` seconds later. */
export function describeHistory(history: History, gap: number, out: Float64Array): void {
  out[0] = 1;
  out[1] = logGap(gap);
  out[2] = Math.log1p(history.rights);
  out[3] = Math.log1p(history.others);
  out[4] = Math.log1p(history.rightDay * leftOfDay(gap));
  out[5] = Math.log1p(history.rightWeeks * leftOfWeeks(gap));
  out[6] = history.last;
}

/** A new item right after it was shown: asked or studied, and not known. */
export const FIRST_MEETING: History = { rights: 0, others: 1, rightDay: 0, rightWeeks: 0, last: -1 };
