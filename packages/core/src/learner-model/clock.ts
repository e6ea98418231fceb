import type { AbilityTrace } from "./learner-state.ts";

/** Seconds that a row is taken to last where the log has only order. */
const SECONDS_PER_ROW = 10;

/** Beyond this a clock is broken: the year 9999. */
const LAST_SECOND = 253_402_300_799;

/**
 * The learner's own clock, which never runs backwards.
 *
 * `null`, a number that is not finite, or one out of range advances it by a usual row, so that gaps in time are then
 * gaps in order. A time before the learner's last row counts as the same moment.
 */
export function clockAt(learner: AbilityTrace, at: number | null): number {
  if (at === null || !(Math.abs(at) <= LAST_SECOND))
    return learner.rows === 0 ? 0 : learner.lastAt + SECONDS_PER_ROW;
  return learner.rows === 0 ? at : Math.max(learner.lastAt, at);
}
