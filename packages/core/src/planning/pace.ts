import type { LearnerState } from "../learner-model/index.ts";

/** Bounds of what one answer can take, seconds. */
const FASTEST = 2;
const SLOWEST = 60;

/** Seconds from one answer to the next within a sitting, by this learner's tempo. */
export function secondsPerAnswer({ learner }: LearnerState): number {
  const usual = Math.expm1(learner.tempo.pace);
  return Math.min(SLOWEST, Math.max(FASTEST, usual));
}
