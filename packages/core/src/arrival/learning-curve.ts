import type { MemoryEstimate } from "../planning/recall-curve.ts";
import { imagineTargets, newStarts, type ImaginedStart } from "../planning/review-target.ts";
import type { Days, Probability } from "../units.ts";

interface Budget {
  readonly days: Days;
  /** Answers that there is time for until then. */
  readonly answers: number;
  /** Items that were met, and a sample of where they stand. */
  readonly met: number;
  readonly metStarts: readonly ImaginedStart[];
  readonly unmet: number;
  /** Answers that follow a failure within its sitting. */
  readonly repeats: number;
}

/** Recall on the day, on average, of met items, and of the new item at a place of the order in which they are taught. */
export interface LearningCurve {
  readonly met: Probability;
  readonly unmet: (place: number) => Probability;
}

/**
 * Spends the answers where each adds most to what will be recalled, be it by keeping up what was met, by meeting what is
 * new, or by reviewing either more often: the greedy solution of a knapsack whose pieces can be divided (Dantzig 1957), which
 * no other way of spending betters. The order does not depend on the budget and no item loses by a larger one, so
 * readiness never falls with more minutes.
 */
export function learningCurve(
  memory: MemoryEstimate,
  { days, answers, met, metStarts, unmet, repeats }: Budget,
): LearningCurve {
  if (days <= 0) return { met: 0, unmet: () => 0 };
  const kept: Spent[] = [];
  const learned: Spent[] = [];
  const steps = [
    ...(met === 0 ? [] : stepsOf(memory, metStarts, repeats)).map((step) => ({
      ...step,
      items: met,
      into: kept,
    })),
    ...stepsOf(memory, newStarts(days), repeats).map((step) => ({ ...step, items: unmet, into: learned })),
  ];
  let left = answers;
  for (const { recall, cost, items, into } of steps.toSorted(
    (a, b) => b.recall * a.cost - a.recall * b.cost,
  )) {
    // What no review comes due for costs nothing.
    const reached = cost > 0 ? Math.min(items, left / cost) : items;
    left = Math.max(0, left - reached * cost);
    into.push({ recall, reached });
  }
  return {
    met: kept.reduce((sum, { recall, reached }) => sum + (recall * reached) / met, 0),
    unmet: (place) =>
      learned.reduce(
        (sum, { recall, reached }) => sum + recall * Math.min(1, Math.max(0, reached - place)),
        0,
      ),
  };
}

/** So many items are practised in a way that adds this much to the recall of each. */
interface Spent {
  readonly recall: Probability;
  readonly reached: number;
}

/** What reviewing an item more often adds to its recall, and what that costs in answers. */
interface Step {
  readonly recall: Probability;
  readonly cost: number;
}

/**
 * From not practising at all to the way with most recall for an answer, from there to the one that adds most for each
 * further answer, and so on: each step gets less for an answer than the one before it.
 */
function stepsOf(memory: MemoryEstimate, starts: readonly ImaginedStart[], repeats: number): Step[] {
  const targets = imagineTargets(memory, starts, repeats);
  const steps: Step[] = [];
  let from = { recall: 0, cost: 0 };
  for (;;) {
    let best: Step | undefined;
    let to = from;
    for (const target of targets) {
      const step = {
        recall: target.recall - from.recall,
        cost: target.cost - from.cost,
      };
      if (target.cost < from.cost || step.recall <= 0) continue;
      if (best !== undefined && step.recall * best.cost <= best.recall * step.cost) continue;
      best = step;
      to = target;
    }
    if (best === undefined) return steps;
    steps.push(best);
    from = to;
  }
}
