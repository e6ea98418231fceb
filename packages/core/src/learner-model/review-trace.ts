import { COUNT, OUTCOME, SINGLE, type Precisions } from "./precision.ts";

/**
 * What came of one learner's reviews of one item, for a forgetting curve. Of each time that it was met after a pause only the
 * first exposure counts: what follows within the sitting, as when a failure is asked again until it is right, tells nothing of
 * what lasts, and would hide the failure (FSRS, too, learns from the first answer of a day alone).
 */
export interface ReviewTrace {
  readonly rights: number;
  /** Reviews that were no right answer: wrong ones, and showings without a question. */
  readonly others: number;
  /** Right answers that fade over a day, and over two weeks, as of the last exposure. */
  readonly rightDay: number;
  readonly rightWeeks: number;
  /** Outcomes of the last two that asked, the newest first: +1, -1, 0 for none yet. */
  readonly last: number;
  readonly second: number;
  /** Seconds from the exposure before to the last review; 0 where that was the first meeting, or asked nothing. */
  readonly gap: number;
}

export const NO_REVIEWS: ReviewTrace = {
  rights: 0,
  others: 0,
  rightDay: 0,
  rightWeeks: 0,
  last: 0,
  second: 0,
  gap: 0,
};

export const REVIEW_PRECISION: Precisions<ReviewTrace> = {
  rights: COUNT,
  others: COUNT,
  rightDay: SINGLE,
  rightWeeks: SINGLE,
  last: OUTCOME,
  second: OUTCOME,
  gap: SINGLE,
};

/** What is left after `gap` seconds of right answers that fade over a day, and over two weeks. */
export const leftOfDay = (gap: number): number => Math.exp(-gap / 86_400);
export const leftOfWeeks = (gap: number): number => Math.exp(-gap / 1_209_600);

/** A longer pause ends a sitting. */
export const PAUSE_SECONDS = 1_800;

export interface Exposure {
  /** Seconds since the item was last met; 0 when never. */
  readonly gap: number;
  readonly seen: boolean;
  /** null for a showing without a question. */
  readonly correct: boolean | null;
}

export function reviewsAfter(before: ReviewTrace, { gap, seen, correct }: Exposure): ReviewTrace {
  const rightDay = before.rightDay * leftOfDay(gap);
  const rightWeeks = before.rightWeeks * leftOfWeeks(gap);
  if (seen && gap <= PAUSE_SECONDS)
    // Part by part: a copy by `...` is a call of its own, for each row of a log.
    return {
      rights: before.rights,
      others: before.others,
      rightDay: SINGLE.round(rightDay),
      rightWeeks: SINGLE.round(rightWeeks),
      last: before.last,
      second: before.second,
      gap: before.gap,
    };
  const right = correct === true ? 1 : 0;
  return {
    rights: COUNT.round(before.rights + right),
    others: COUNT.round(before.others + 1 - right),
    rightDay: SINGLE.round(rightDay + right),
    rightWeeks: SINGLE.round(rightWeeks + right),
    last: correct === null ? before.last : 2 * right - 1,
    second: correct === null ? before.second : before.last,
    gap: correct === null ? 0 : gap,
  };
}
