import type { LearnerEvent } from "../../src/learner-model/index.ts";

/** A kind of learners and material: the log of these learners, one after another, on material of `random`'s making. */
export type LogFamily = (random: () => number, learners: readonly string[]) => LearnerEvent[];

/** One of `count` with the popular ones first. */
export function popular(random: () => number, count: number): number {
  return Math.floor(count * random() ** 1.7);
}
