import { NEW_LEARNER, type LearnerState } from "./learner-state.ts";
import { PersistentMap } from "./persistent-map.ts";
import { NO_DIFFERENCE } from "./personal.ts";

/** A learner of whom nothing is known. */
export function emptyLearner(): LearnerState {
  return {
    learner: NEW_LEARNER,
    personal: NO_DIFFERENCE,
    items: PersistentMap.empty(),
    skills: PersistentMap.empty(),
  };
}
