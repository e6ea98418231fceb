import type { LocalDay } from "../units.ts";

/** What a learner chose about reviews. */
export interface ReviewLimits {
  /** Most reviews on a day, > 0. */
  readonly dailyCap: number;
  /** Reviews rest through this day. */
  readonly pausedUntil: LocalDay | null;
  /** A day asks for one part in so many of what is due on it, > 0. */
  readonly catchUpDays: number;
}

/** How far a day of the learner's calendar has come. */
export interface ReviewDay {
  readonly day: LocalDay;
  /** Items that are due by the end of the day, overdue ones included, and were not answered on it. */
  readonly waiting: number;
  /** Items that had been met before and were answered on the day, due or not: each counts once. */
  readonly done: number;
}

/**
 * How many of the waiting items the settings leave for the rest of the day: nothing during a pause, and together with
 * what is done no more than the cap, nor than the day's share of what was due when it began.
 *
 * An item that is reviewed goes from `waiting` to `done`, right or wrong, so that the share stays what it was all day.
 */
export function reviewsLeft(
  { day, waiting, done }: ReviewDay,
  { dailyCap, pausedUntil, catchUpDays }: ReviewLimits,
): number {
  if (pausedUntil !== null && day <= pausedUntil) return 0;
  const share = Math.ceil((waiting + done) / catchUpDays);
  return Math.max(0, Math.min(waiting, Math.min(dailyCap, share) - done));
}
