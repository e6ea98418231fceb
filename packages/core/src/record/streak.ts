import type { LocalDay } from "../units.ts";
import { previousDay } from "./local-day.ts";

/** Days in a row, by the learner's own calendar, on which something was answered. */
export interface StreakState {
  readonly days: number;
  readonly longest: number;
  readonly lastDay: LocalDay | null;
}

export const NO_STREAK: StreakState = { days: 0, longest: 0, lastDay: null };

/**
 * The streak after an answer on `day`.
 *
 * A flight west can bring a day that is not later than the last one: it changes nothing, so travel never breaks a
 * streak and never counts a day twice.
 */
export function extendStreak(before: StreakState, day: LocalDay): StreakState {
  if (before.lastDay !== null && day <= before.lastDay) return before;
  const days = before.lastDay === previousDay(day) ? before.days + 1 : 1;
  return { days, longest: Math.max(before.longest, days), lastDay: day };
}

/** The streak as it stands on `today`: it lasts until a whole day has passed without an answer. */
export function streakOn(
  state: StreakState,
  today: LocalDay,
): { days: number; longest: number; today: boolean } {
  const alive = state.lastDay !== null && state.lastDay >= previousDay(today);
  return {
    days: alive ? state.days : 0,
    longest: state.longest,
    today: state.lastDay !== null && state.lastDay >= today,
  };
}
