import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { sigmoid } from "../../src/logit.ts";
import { normalIn } from "../random.ts";
import type { LogFamily } from "./log-family.ts";

const ITEMS = 28;
const TRAITS = 3;

/**
 * A test of grammar: everyone answers each item once and learns nothing by it. Items tell apart sharply or hardly, and
 * measure traits that are related (Reckase 2009). No skills, no clock.
 */
export const testOfGrammar: LogFamily = (random, learners) => {
  const items = Array.from({ length: ITEMS }, (_, index) => ({
    item: `item ${index}`,
    ease: normalIn(random, 0.6, 1.1, [-2.5, 3]),
    sharpness: Math.exp(normalIn(random, 0, 0.45, [-1.2, 1])),
    trait: index % TRAITS,
  }));
  return learners.flatMap((learner): LearnerEvent[] => {
    const general = normalIn(random, 0, 1, [-3, 3]);
    const traits = Array.from(
      { length: TRAITS },
      () => 0.85 * general + 0.6 * normalIn(random, 0, 1, [-3, 3]),
    );
    const order = random() < 0.5 ? items : items.toSorted(() => random() - 0.5);
    return order.map(({ item, ease, sharpness, trait }) => ({
      learner,
      item,
      skills: [],
      kind: "choice",
      at: null,
      correct: random() < 0.15 + 0.85 * sigmoid(sharpness * ((traits[trait] ?? 0) + ease - 0.4)),
      elapsedMs: null,
    }));
  });
};
