import type { MemoryEstimate } from "../planning/memory-estimate.ts";
import { imagineTargets } from "../planning/review-target.ts";
import type { Days, Probability } from "../units.ts";

/** Recall on the day of the item at a place of the order in which they are learned. */
export type LearningCurve = (place: number) => Probability;

interface Budget {
  readonly days: Days;
  /** Answers that there is time for until then. */
  readonly answers: number;
  readonly items: number;
}

/**
 * Spends the answers item by item on the way of reviewing that gets most for an answer, and what is left over, again item
 * by item, on reviewing more often. No item loses by a larger budget, so readiness never falls with more minutes.
 */
export function learningCurve(memory: MemoryEstimate, { days, answers, items }: Budget): LearningCurve {
  if (days <= 0 || answers <= 0) return () => 0;
  let left = answers;
  const steps = stepsOf(memory, days).map(({ recall, cost }) => {
    const reached = cost <= 0 ? items : Math.min(items, left / cost);
    left -= reached * cost;
    return { recall, reached };
  });
  return (place) =>
    steps.reduce((sum, { recall, reached }) => sum + recall * Math.min(1, Math.max(0, reached - place)), 0);
}

/** First the way with most recall for an answer, then what each dearer and better one adds to the one before it. */
function stepsOf(memory: MemoryEstimate, days: Days): { recall: Probability; cost: number }[] {
  const ways = imagineTargets(memory, days).toSorted((a, b) => a.cost - b.cost);
  const best = ways.reduce((a, b) => (b.recall / b.cost > a.recall / a.cost ? b : a));
  const steps = [{ recall: best.recall, cost: best.cost }];
  let last = best;
  for (const way of ways) {
    if (way.cost <= last.cost || way.recall <= last.recall) continue;
    steps.push({ recall: way.recall - last.recall, cost: way.cost - last.cost });
    last = way;
  }
  return steps;
}
