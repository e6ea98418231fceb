import { lruOf } from "./lru.ts";
import type { Cache } from "../cache/cache.ts";

const CHANNEL = "learner-changed";
/** Said where a learner's log grows (features/events/live-log.ts). */
const LOG_CHANNEL = "log-grew";
const LEARNERS_KEPT = 200_000;

/** Whether something of a learner has changed since it was last looked at. */
export interface LearnerChanges {
  /** A number that is another one after each change; what was read before is known by the one before. */
  stampOf(learnerId: string): number;
  /** To be called after the commit: the stamp changes at once here, and at other instances when the word arrives. */
  tell(learnerId: string): Promise<void>;
}

export async function createLearnerChanges(cache: Cache): Promise<LearnerChanges> {
  const stamps = lruOf<number>(LEARNERS_KEPT);
  let last = 0;
  const change = (learnerId: string) => {
    last += 1;
    stamps.set(learnerId, last);
  };
  await cache.subscribe(CHANNEL, change);
  await cache.subscribe(LOG_CHANNEL, change);
  return {
    stampOf: (learnerId) => stamps.get(learnerId) ?? 0,
    tell(learnerId) {
      change(learnerId);
      return cache.publish(CHANNEL, learnerId);
    },
  };
}
