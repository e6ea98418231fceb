import type { MemoryEstimate } from "../planning/memory-estimate.ts";
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
}

/** Recall on the day, on average, of met items, and of the new item at a place of the order in which they are taught. */
export interface LearningCurve {
  readonly met: Probability;
  readonly unmet: (place: number) => Probability;
}

/** So many items are practised in a way that adds this much to the recall of each. */
interface Step {
  readonly recall: Probability;
  readonly reached: number;
}

/**
 * Spends the answers: first on keeping up what was met, then item by item on what is new, each in the way of reviewing
 * that gets most for an answer, and what is left over on reviewing more often. No item loses by a larger budget, so
 * readiness never falls with more minutes.
 */
export function learningCurve(
  memory: MemoryEstimate,
  { days, answers, met, metStarts, unmet }: Budget,
): LearningCurve {
  if (days <= 0) return { met: 0, unmet: () => 0 };
  const [keeping, ...keepingMore] = met === 0 ? [] : waysOf(memory, metStarts);
  const [learning, ...learningMore] = waysOf(memory, newStarts(days));
  let left = answers;
  const spend = (items: number, ways: readonly (Way | undefined)[]): Step[] =>
    ways.flatMap((way) => {
      if (way === undefined) return [];
      const reached = Math.min(items, left / Math.max(way.cost, 1e-9));
      left -= reached * way.cost;
      return [{ recall: way.recall, reached }];
    });
  const kept = spend(met, [keeping]);
  const learned = spend(unmet, [learning]);
  kept.push(...spend(met, keepingMore));
  learned.push(...spend(unmet, learningMore));
  return {
    met: kept.reduce((sum, { recall, reached }) => sum + (recall * reached) / met, 0),
    unmet: (place) =>
      learned.reduce(
        (sum, { recall, reached }) => sum + recall * Math.min(1, Math.max(0, reached - place)),
        0,
      ),
  };
}

interface Way {
  /** Added to the recall of an item by the way before it, and what that costs in answers. */
  readonly recall: Probability;
  readonly cost: number;
}

/** First the way with most recall for an answer, then what each dearer and better one adds to the one before it. */
function waysOf(memory: MemoryEstimate, starts: readonly ImaginedStart[]): Way[] {
  const targets = imagineTargets(memory, starts).toSorted((a, b) => a.cost - b.cost);
  const best = targets.reduce((a, b) => (b.recall * a.cost > a.recall * b.cost ? b : a));
  const ways: Way[] = [best];
  let last = best;
  for (const target of targets) {
    if (target.cost <= last.cost || target.recall <= last.recall) continue;
    ways.push({ recall: target.recall - last.recall, cost: target.cost - last.cost });
    last = target;
  }
  return ways;
}
