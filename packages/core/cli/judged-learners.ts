import type { LearnerEvent } from "../src/learner-model/index.ts";

/** Whom models are judged by: learners like those of the fit, or the abler or the weaker half of all, fitted on the others. */
export const JUDGED = ["any", "abler", "weaker"] as const;
export type Judged = (typeof JUDGED)[number];

export function isJudged(name: string): name is Judged {
  return JUDGED.some((known) => known === name);
}

export interface Logs {
  readonly train: readonly LearnerEvent[];
  readonly test: readonly LearnerEvent[];
}

/** The same rows, parted anew where the judged learners shall not be like the others. */
export function partedFor(judged: Judged, logs: Logs): Logs {
  if (judged === "any") return logs;
  const all = [...logs.train, ...logs.test];
  const shares = [...sharesRight(all)].toSorted(([, one], [, other]) => one - other);
  const weaker = new Set(shares.slice(0, shares.length / 2).map(([learner]) => learner));
  const isFitted = ({ learner }: LearnerEvent): boolean => weaker.has(learner) === (judged === "abler");
  return { train: all.filter(isFitted), test: all.filter((event) => !isFitted(event)) };
}

/** The share of each learner's answers that were right. */
function sharesRight(events: readonly LearnerEvent[]): Map<string, number> {
  const counts = new Map<string, { answers: number; rights: number }>();
  for (const { learner, correct } of events) {
    const count = counts.get(learner) ?? { answers: 0, rights: 0 };
    counts.set(learner, count);
    count.answers += correct === null ? 0 : 1;
    count.rights += correct === true ? 1 : 0;
  }
  return new Map(
    [...counts].map(([learner, { answers, rights }]) => [learner, rights / Math.max(1, answers)]),
  );
}
