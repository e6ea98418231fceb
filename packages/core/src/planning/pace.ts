import type { LearnerState } from "../learner-model/index.ts";

/** Bounds of what one answer can take, seconds. */
const FASTEST = 2;
const SLOWEST = 60;

/** Share of days on which people who mean to practise every day do. */
const KEPT_DAYS = 0.8;

/** A sitting is over after such a pause. */
const PAUSE_SECONDS = 1_800;

/** Seconds from one answer to the next within a sitting, by this learner's tempo. */
export function secondsPerAnswer({ learner }: LearnerState): number {
  const usual = Math.expm1(learner.tempo.pace);
  return usual >= FASTEST ? Math.min(SLOWEST, usual) : FASTEST;
}

/** A learner's own share of repeats counts for as much as the usual one after so many failures. */
const USUAL_FAILURES = 5;
const MOST_REPEATS = 3;

/**
 * Answers that follow a failure within its sitting: some sittings ask what went wrong until it is right. None for a new
 * learner.
 */
export function repeatsOf({ items }: LearnerState): number {
  let repeats = 0;
  let failures = USUAL_FAILURES;
  for (const [, { attempts, studies, reviews }] of items.entries()) {
    repeats += attempts + studies - reviews.rights - reviews.others;
    failures += reviews.others;
  }
  return Math.min(MOST_REPEATS, Math.max(0, repeats) / failures);
}

/** What a correction usually takes, in answers, and for how many of a learner's own it counts. */
const USUAL_CORRECTION = 1.3;
const USUAL_CORRECTIONS = 5;

/** Answers that asking a failure again until it is right takes this learner. */
export function answersToRight({ items }: LearnerState): number {
  let repeats = USUAL_CORRECTION * USUAL_CORRECTIONS;
  let corrections = USUAL_CORRECTIONS;
  for (const [, { attempts, rights, studies, reviews }] of items.entries()) {
    repeats += attempts + studies - reviews.rights - reviews.others;
    corrections += rights - reviews.rights;
  }
  return Math.min(MOST_REPEATS, Math.max(1, repeats / corrections));
}

/** Answers on a usual day, if every day's sitting is as long as this one: what it took so far, and what is left. */
export function answersPerDay(state: LearnerState, { at, budget }: { at: number; budget: number }): number {
  const { rows, lastAt, sessionAt } = state.learner;
  const isGoingOn = rows > 0 && at >= lastAt && at - lastAt < PAUSE_SECONDS;
  const soFar = isGoingOn ? Math.max(0, at - sessionAt) : 0;
  return (KEPT_DAYS * (soFar + budget)) / secondsPerAnswer(state);
}
