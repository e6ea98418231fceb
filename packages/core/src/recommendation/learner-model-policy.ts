import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import type { RecommendOptions } from "./options.ts";
import type { Policy } from "./policy.ts";
import { LEARNER_MODEL_POLICY, recommend } from "./recommend.ts";

/** What a policy may know of a learner beyond what was done in lessons. */
export interface LearnerContext {
  readonly model: Model;
  readonly learner: LearnerState;
  readonly catalogue: Catalogue;
  readonly options: Omit<RecommendOptions, "limit" | "records">;
}

/** `recommend` for one learner behind the interface of all policies, so that one harness runs any of them. */
export function learnerModelPolicy({ model, learner, catalogue, options }: LearnerContext): Policy {
  return {
    name: LEARNER_MODEL_POLICY,
    recommend: ({ lessons, records, limit }) => {
      const offered = new Set(lessons.map(({ id }) => id));
      const withheld = catalogue.lessons.filter(({ id }) => !offered.has(id)).map(({ id }) => id);
      const dismissed = [...(options.dismissed ?? []), ...withheld];
      return [...recommend(model, learner, catalogue, { ...options, dismissed, records, limit }).lessons];
    },
  };
}
