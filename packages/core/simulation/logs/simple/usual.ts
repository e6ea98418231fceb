import type { LearnerEvent } from "../../../src/learner-model/index.ts";
import { sigmoid } from "../../../src/logit.ts";
import { normalIn } from "../../random.ts";

/** A row of a log without skills, clock or times, apart from what is given. */
export function rowOf(
  given: Pick<LearnerEvent, "learner" | "item" | "correct"> & Partial<LearnerEvent>,
): LearnerEvent {
  return { skills: [], kind: "recall", at: null, elapsedMs: null, ...given };
}

/** True with the probability whose logit this is. */
export function happens(random: () => number, logit: number): boolean {
  return random() < sigmoid(logit);
}

/** A learner's ability, or an item's ease: a standard normal logit, cut at three deviations. */
export function logitOfAny(random: () => number): number {
  return normalIn(random, 0, 1, [-3, 3]);
}

/** The numbers below `count` in any order. */
export function anyOrder(random: () => number, count: number): number[] {
  const places = Array.from({ length: count }, (_, number) => ({ number, place: random() }));
  return places.toSorted((a, b) => a.place - b.place).map(({ number }) => number);
}

/** The ease of so many items. */
export function eases(random: () => number, items: number): number[] {
  return Array.from({ length: items }, () => logitOfAny(random));
}
