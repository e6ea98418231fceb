import { fit, type Model } from "../../src/learner-model/index.ts";
import { enginePolicy } from "./engine-policy.ts";
import type { NamedPolicy } from "./practice-policy.ts";
import { fsrs90, leitner, sm2 } from "./schedulers.ts";
import { fixedOrder, originalRules, randomOrder } from "./simple-policies.ts";

/** The bar: the first is what the others are compared with. */
export const SIMPLE_POLICIES: readonly NamedPolicy[] = [
  originalRules,
  randomOrder,
  fixedOrder,
  leitner,
  sm2,
  fsrs90,
];

/** As the learners of the app meet it: its sittings ask again what was wrong. */
export function engineAskingAgain(model: Model = fit([])): NamedPolicy {
  return enginePolicy(model, { asksAgain: true });
}

/** Knows no log: `planSession` learns how a learner forgets from that learner's own answers. */
export function engineFromNothing(model: Model = fit([])): NamedPolicy {
  return enginePolicy(model);
}
