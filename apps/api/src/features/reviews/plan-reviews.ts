/** What a learner chose about reviews. */
export interface ReviewLimits {
  readonly dailyCap: number;
  readonly pausedUntil: string | null;
  readonly catchUpDays: number;
}

/**
 * How many items to review on each of some days: nothing during a pause, never more than the cap, and what is overdue on
 * the first day spread evenly over the days of catching up. What does not fit on a day waits for the next.
 *
 * @param due items that fall due on each day; those of the first day include all that is overdue
 */
export function planReviews(
  days: readonly string[],
  due: readonly number[],
  { dailyCap, pausedUntil, catchUpDays }: ReviewLimits,
): number[] {
  let waiting = 0;
  let open = 0;
  let share = 0;
  return days.map((day, index) => {
    waiting += due[index] ?? 0;
    if (pausedUntil !== null && day <= pausedUntil) return 0;
    // The first open day finds the backlog and says how much of it each day of catching up takes.
    if (open === 0) share = Math.ceil(waiting / catchUpDays);
    open += 1;
    const planned = Math.min(waiting, dailyCap, open <= catchUpDays ? share : waiting);
    waiting -= planned;
    return planned;
  });
}
