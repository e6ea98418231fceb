import type { AbilityTrace } from "./learner-state.ts";

/** Seconds that a row is taken to last where the log has only order. */
const SECONDS_PER_ROW = 10;

/** Beyond this a clock is broken: the year 6000. */
const LAST_SECOND = 127_174_492_800;

/** A clock that is this far behind the last row was wrong then, not now. */
const RESET_SECONDS = 86_400;

/**
 * The learner's own clock.
 *
 * `null`, a number that is not finite, or one out of range advances it by a usual row, so that gaps in time are then
 * gaps in order. A time a little before the learner's last row counts as the same moment. After a jump into the future
 * and back the clock is set right: gaps since the rows in between are 0 until the items are met again.
 */
export function clockAt(learner: AbilityTrace, at: number | null): number {
  if (at === null || !(Math.abs(at) <= LAST_SECOND)) {
    return learner.rows === 0 ? 0 : learner.lastAt + SECONDS_PER_ROW;
  }
  const isReset = learner.rows === 0 || at < learner.lastAt - RESET_SECONDS;
  return isReset ? at : Math.max(learner.lastAt, at);
}

/** Seconds from one time of a learner's clock to a later one, in single precision; 0 where the clock was reset between. */
export function elapsed(from: number, to: number): number {
  return Math.fround(Math.max(0, to - from));
}
