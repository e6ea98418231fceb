import { asLearner } from "@fluentfusion/db";
import type { Deps } from "./deps.ts";

/** The same surroundings, with the database behind the wall of one learner. */
export function walled(deps: Deps, learnerId: string): Deps {
  return { ...deps, db: asLearner(deps.db, learnerId) };
}
