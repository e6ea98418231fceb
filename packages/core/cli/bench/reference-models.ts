import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { History, type Before, type Counts } from "./history.ts";
import { SparseLogistic, type Example } from "./sparse-logistic.ts";

/**
 * The models that the engine has to beat, as one logistic regression each on item, skill and kind weights and:
 * PFA (Pavlik et al. 2009) skill and item counts; Best-LR (Gervet et al. 2020) also the learner's; the reference stack
 * also recency (own last answer, gaps, moving averages) and Elo logits.
 */
export const REFERENCE_MODELS: Readonly<Record<string, (before: Before) => number[]>> = {
  PFA: ({ item, skills }) => [
    log(item.rights),
    log(item.answers - item.rights),
    mean(skills, (counts) => log(counts.rights)),
    mean(skills, (counts) => log(counts.answers - counts.rights)),
  ],
  "Best-LR": countsOf,
  "reference stack": (before) => [...countsOf(before), ...recencyOf(before), ...elosOf(before)],
};

/** Fits a model on one log and predicts another; study rows are history and get none. */
export function predictByReference(
  describe: (before: Before) => number[],
  train: readonly LearnerEvent[],
  test: readonly LearnerEvent[],
): number[] {
  const names = new Map<string, number>();
  const examples = examplesOf(train, describe, (name) => {
    const index = names.get(name) ?? names.size;
    names.set(name, index);
    return index;
  });
  const logistic = new SparseLogistic(examples, names.size);
  return examplesOf(test, describe, (name) => names.get(name)).map((example) => logistic.predict(example));
}

function examplesOf(
  events: readonly LearnerEvent[],
  describe: (before: Before) => number[],
  indexOf: (name: string) => number | undefined,
): Example[] {
  const history = new History();
  return events.flatMap((event) => {
    const before = history.before(event);
    const dense = event.correct === null ? [] : describe(before);
    history.learn(event, before);
    if (event.correct === null) return [];
    const names = [
      `item ${event.item}`,
      `kind ${event.kind}`,
      ...event.skills.map((skill) => `skill ${skill}`),
    ];
    const sparse = names.map(indexOf).filter((index) => index !== undefined);
    return [{ dense, sparse, outcome: event.correct ? 1 : 0 }];
  });
}

/** Wrong answers beside all and right ones: where nearly all are right, the logs of those two say next to nothing. */
function countsOf({ all, item, skills }: Before): number[] {
  return [
    log(all.answers),
    log(all.rights),
    log(all.answers - all.rights),
    log(item.answers),
    log(item.rights),
    log(item.answers - item.rights),
    mean(skills, (counts) => log(counts.answers)),
    mean(skills, (counts) => log(counts.rights)),
    mean(skills, (counts) => log(counts.answers - counts.rights)),
  ];
}

function recencyOf({ all, item, skills, at }: Before): number[] {
  const met = item.row >= 0;
  const gap = met ? log(at - item.at) : 0;
  return [
    met ? 1 : 0,
    item.answers > 0 ? 1 : 0,
    item.last,
    gap,
    met ? log(all.row - item.row) : 0,
    item.last * gap,
    all.row > 0 ? log(at - all.at) : 0,
    log(item.studies),
    log(all.row),
    log(item.elapsedMs),
    log(all.elapsedMs),
    item.quick,
    item.slow,
    all.last,
    all.quick,
    all.slow,
    mean(skills, (counts) => counts.quick),
  ];
}

function elosOf({ all, item, skills, difficulty }: Before): number[] {
  const overall = all.ability - difficulty;
  return [overall, overall + item.ability + mean(skills, (counts) => counts.ability), item.ability];
}

function log(count: number): number {
  return Math.log1p(Math.max(0, count));
}

function mean(skills: readonly Counts[], value: (counts: Counts) => number): number {
  return skills.reduce((sum, counts) => sum + value(counts), 0) / Math.max(1, skills.length);
}
