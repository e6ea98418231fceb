import { LEARNER_MODEL_POLICY } from "./recommend.ts";
import { seedRules } from "./seed-rules.ts";

/** Every way to choose lessons that learners can be given. */
export const POLICIES: readonly string[] = [LEARNER_MODEL_POLICY, seedRules.name];
