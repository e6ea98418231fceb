import type { LocalDay } from "../units.ts";
import { type ReviewDay, type ReviewLimits, reviewsLeft } from "./reviews-left.ts";

export interface ComingDay {
  readonly day: LocalDay;
  /** Items that fall due on it; those of the first day include all that is overdue. */
  readonly due: number;
}

export interface DoneToday extends Pick<ReviewDay, "done"> {
  /** Of what is due on the first day: answered on it already, so that it waits for the next. */
  readonly again: number;
}

/**
 * How many items each of some days asks for, from today on, if every day does all that it asks: what `reviewsLeft` will
 * say on it. What does not fit on a day waits for the next.
 */
export function planReviews(
  days: readonly ComingDay[],
  { done, again }: DoneToday,
  limits: ReviewLimits,
): number[] {
  let waiting = -again;
  return days.map(({ day, due }, index) => {
    const isToday = index === 0;
    waiting += due;
    const planned = reviewsLeft({ day, waiting, done: isToday ? done : 0 }, limits);
    waiting += (isToday ? again : 0) - planned;
    return planned;
  });
}
