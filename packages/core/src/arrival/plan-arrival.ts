import type { Catalogue, Goal } from "../catalogue/catalogue.ts";
import { indexCatalogue } from "../catalogue/catalogue-index.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import { DAY_SECONDS, FIRST_STABILITY, recallAfter, stabilityOf } from "../planning/forgetting.ts";
import { secondsPerAnswer } from "../planning/pace.ts";
import { CATEGORIES, type Category } from "../vocabulary.ts";

export interface ArrivalOptions {
  /** Now, epoch seconds. */
  readonly at: number;
  readonly goal: Goal;
  /** Time for learning on each day until then, >= 0. */
  readonly minutesPerDay: number;
}

export interface SituationReadiness {
  readonly category: Category;
  /** Items that it has. */
  readonly items: number;
  /** Share of them that will be recalled on the day: mean, and an interval that holds it 8 times in 10. */
  readonly mean: number;
  readonly interval: readonly [number, number];
  /** Share that would be recalled now. */
  readonly now: number;
  /** `NOT_REACHABLE`: even the interval's upper end is below what a conversation needs. */
  readonly status: "ON_TRACK" | "AT_RISK" | "NOT_REACHABLE" | "NOT_ENOUGH_EVIDENCE";
}

export interface ArrivalPlan {
  readonly days: number;
  readonly situations: readonly SituationReadiness[];
  /** What it rests on: this learner's answers, or only what simulated learners did. */
  readonly evidence: "answers" | "simulated_prior";
}

const READY = 0.7;
const ENOUGH_ANSWERS = 30;
const TRIALS_PER_ITEM = 5;

/** For each situation of the catalogue, how ready the learner will be on the day with so many minutes a day. */
export function planArrival(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  { at, goal, minutesPerDay }: ArrivalOptions,
): ArrivalPlan {
  const index = indexCatalogue(model, catalogue);
  const days = Math.max(0, (goal.at - at) / DAY_SECONDS);
  const minutes = Number.isFinite(minutesPerDay) ? Math.max(0, minutesPerDay) : 0;
  const evidence = learner.learner.answers >= ENOUGH_ANSWERS ? "answers" : "simulated_prior";
  let trials = (days * minutes * 60) / secondsPerAnswer(learner);
  const sums = new Map<Category, { items: Set<string>; now: number; later: number }>();
  for (const lesson of catalogue.lessons) {
    const sum = sums.get(lesson.category) ?? { items: new Set(), now: 0, later: 0 };
    sums.set(lesson.category, sum);
    for (const id of lesson.items) {
      if (!index.items.has(id) || sum.items.has(id)) continue;
      sum.items.add(id);
      const trace = learner.items.get(id);
      const since = trace === undefined ? 0 : (at - trace.lastAt) / DAY_SECONDS;
      const now = trace === undefined ? 0 : recallAfter(since, stabilityOf(trace));
      const left = trace === undefined ? 0 : recallAfter(since + days, stabilityOf(trace));
      const used = Math.min(TRIALS_PER_ITEM, trials);
      trials -= used;
      const practised = recallAfter(1, FIRST_STABILITY * TRIALS_PER_ITEM);
      sum.now += now;
      sum.later += left + (Math.max(left, practised) - left) * (used / TRIALS_PER_ITEM);
    }
  }
  const situations = CATEGORIES.flatMap((category) => {
    const sum = sums.get(category);
    if (sum === undefined || sum.items.size === 0) return [];
    const items = sum.items.size;
    const mean = Math.min(1, sum.later / items);
    const deviation = 1.2816 * Math.sqrt((mean * (1 - mean)) / items + 0.01);
    const interval = [Math.max(0, mean - deviation), Math.min(1, mean + deviation)] as const;
    const status: SituationReadiness["status"] =
      evidence === "simulated_prior"
        ? "NOT_ENOUGH_EVIDENCE"
        : interval[1] < READY
          ? "NOT_REACHABLE"
          : mean < READY
            ? "AT_RISK"
            : "ON_TRACK";
    return [{ category, items, mean, interval, now: sum.now / items, status }];
  });
  return { days, situations, evidence };
}
