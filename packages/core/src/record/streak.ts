import type { EpochMs, LocalDay } from "../units.ts";
import { localDay, previousDay } from "./local-day.ts";

/** Days in a row, by the learner's own calendar, on which something was answered. */
export interface StreakState {
  readonly days: number;
  readonly longest: number;
  readonly lastDay: LocalDay | null;
  /** The time zone of the answer that made `lastDay`. */
  readonly lastZone: string | null;
  /** Missed days that may still be bridged. */
  readonly freezes: number;
}

export const NO_STREAK: StreakState = { days: 0, longest: 0, lastDay: null, lastZone: null, freezes: 0 };

/** A week in a row earns a freeze, and nobody keeps more than two: a habit is what is to be rewarded. */
const DAYS_A_FREEZE = 7;
const FREEZES_MAX = 2;

interface AnsweredAt {
  readonly at: EpochMs;
  readonly day: LocalDay;
  readonly timeZone: string;
}

/**
 * The streak after an answer.
 *
 * A flight west can bring a day that is not later than the last one: it changes nothing. A flight east can skip a day of
 * the calendar that the learner never lived: a day is missed only if it was missed by the clock of the zone they came
 * from, too.
 */
export function extendStreak(before: StreakState, { at, day, timeZone }: AnsweredAt): StreakState {
  const { lastDay, lastZone } = before;
  if (lastDay !== null && day <= lastDay) return before;
  const goesOn = lastDay !== null && (lastDay === previousDay(day) || skippedByTravel(lastDay, lastZone, at));
  const days = goesOn ? before.days + 1 : 1;
  const earned = days % DAYS_A_FREEZE === 0 ? 1 : 0;
  return {
    days,
    longest: Math.max(before.longest, days),
    lastDay: day,
    lastZone: timeZone,
    freezes: Math.min(FREEZES_MAX, before.freezes + earned),
  };
}

function skippedByTravel(lastDay: LocalDay, lastZone: string | null, at: EpochMs): boolean {
  return lastZone !== null && previousDay(localDay(at, lastZone)) <= lastDay;
}

/** The streak after a freeze was spent on a missed day; unchanged where it could bridge nothing. */
export function freezeStreak(before: StreakState, day: LocalDay): StreakState {
  if (before.freezes === 0 || before.lastDay === null || before.lastDay !== previousDay(day)) return before;
  return { ...before, lastDay: day, freezes: before.freezes - 1 };
}

/** The streak as it stands on `today`: it lasts until a whole day has passed without an answer. */
export function streakOn(
  state: StreakState,
  today: LocalDay,
): { days: number; longest: number; today: boolean; freezes: number } {
  const alive = state.lastDay !== null && state.lastDay >= previousDay(today);
  return {
    days: alive ? state.days : 0,
    longest: state.longest,
    today: state.lastDay !== null && state.lastDay >= today,
    freezes: state.freezes,
  };
}
