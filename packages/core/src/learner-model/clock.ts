import type { AbilityTrace } from "./learner-state.ts";

/** Seconds that a row is taken to last where the log has only order. */
const SECONDS_PER_ROW = 10;

/** Beyond this a clock is broken: the year 6000. */
const LAST_SECOND = 127_174_492_800;

/**
 * The learner's own clock: what the row is stamped with.
 *
 * `null`, a number that is not finite, or one out of range advances it by a usual row, so that gaps in time are then
 * gaps in order. A stamp before the last row's sets the clock back, as after a journey to another time zone or out of a wrong
 * future: gaps since rows that are then ahead are 0 until their items are met again, all others count.
 */
export function clockAt(learner: AbilityTrace, at: number | null): number {
  if (at === null || !(Math.abs(at) <= LAST_SECOND)) {
    return learner.rows === 0 ? 0 : learner.lastAt + SECONDS_PER_ROW;
  }
  return at;
}

/** Seconds from one time of a learner's clock to a later one, in single precision; 0 where the clock was set back between. */
export function elapsed(from: number, to: number): number {
  return Math.fround(Math.max(0, to - from));
}
