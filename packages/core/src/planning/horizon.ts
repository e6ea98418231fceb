import type { Goal } from "../catalogue/catalogue.ts";
import type { Days } from "../units.ts";
import { DAY_SECONDS } from "./forgetting.ts";

/** What is learned without a date in sight shall be recalled after so many days. */
export const DEFAULT_HORIZON_DAYS: Days = 90;

/**
 * A date further away is planned for as if it were so many days away: the look-ahead follows each review until then, and what to do
 * today does not depend on what comes after a year.
 */
const MOST_DAYS: Days = 366;

/** Now, and the moment that learning is for. */
export interface Horizon {
  /** Epoch seconds. */
  readonly at: number;
  /** > 0 */
  readonly days: Days;
  /** A date that the learner named, not the default. */
  readonly dated: boolean;
}

/** A goal that is over, or whose date is no number, is as good as none. */
export function horizonOf(at: number, goal: Goal | null | undefined): Horizon {
  const days = goal === null || goal === undefined ? 0 : (goal.at - at) / DAY_SECONDS;
  const dated = Number.isFinite(days) && days > 0;
  return { at, days: dated ? Math.min(MOST_DAYS, days) : DEFAULT_HORIZON_DAYS, dated };
}
