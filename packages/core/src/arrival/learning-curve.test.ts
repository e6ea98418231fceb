import fc from "fast-check";
import { expect, it } from "vitest";
import type { History } from "../planning/forgetting.ts";
import type { MemoryEstimate } from "../planning/recall-curve.ts";
import { imagineTargets, newStarts, type ImaginedStart } from "../planning/review-target.ts";
import { learningCurve } from "./learning-curve.ts";
import { between, memories } from "../planning/testing/memories.ts";

const histories: fc.Arbitrary<History> = fc.record({
  rights: fc.integer({ min: 0, max: 10 }),
  others: fc.integer({ min: 0, max: 10 }),
  rightDay: between(0, 5),
  rightWeeks: between(0, 5),
  last: fc.constantFrom(-1, 0, 1),
});

interface Small {
  readonly memory: MemoryEstimate;
  readonly days: number;
  readonly met: number;
  readonly unmet: number;
  readonly start: ImaginedStart;
  readonly repeats: number;
}

const smallCases: fc.Arbitrary<Small> = fc
  .record({
    memory: memories,
    history: histories,
    daysAgo: between(0, 20),
    days: fc.integer({ min: 1, max: 90 }),
    met: fc.integer({ min: 0, max: 2 }),
    unmet: fc.integer({ min: 1, max: 3 }),
    repeats: between(0, 3),
  })
  .map(({ history, daysAgo, days, ...rest }) => ({
    ...rest,
    days,
    start: { history, daysAgo, daysLeft: days, isNew: false },
  }));

/** Items recalled on the day, and the most that one item could give. */
function planned({ memory, days, met, unmet, start, repeats }: Small, answers: number): number {
  const curve = learningCurve(memory, { days, answers, met, metStarts: [start], unmet, repeats });
  let recalled = met * curve.met;
  for (let place = 0; place < unmet; place += 1) recalled += curve.unmet(place);
  return recalled;
}

/** The same of the best of all ways of practising each item or none, tried one by one. */
function bestOfAll({ memory, days, met, unmet, start, repeats }: Small, answers: number): number {
  const ways = {
    met: imagineTargets(memory, [start], repeats),
    unmet: imagineTargets(memory, newStarts(days), repeats),
  };
  let best = 0;
  const tryItem = (item: number, left: number, recalled: number): void => {
    best = Math.max(best, recalled);
    if (item === met + unmet) return;
    tryItem(item + 1, left, recalled);
    for (const { cost, recall } of item < met ? ways.met : ways.unmet) {
      if (cost <= left) tryItem(item + 1, left - cost, recalled + recall);
    }
  };
  tryItem(0, answers, 0);
  return best;
}

it("spends the answers as well as the best of all ways of spending them, but for a part of one item", () => {
  fc.assert(
    fc.property(smallCases, between(0, 40), (small, answers) => {
      const best = bestOfAll(small, answers);
      expect(planned(small, answers)).toBeGreaterThanOrEqual(best - 1e-9);
      expect(planned(small, answers)).toBeLessThanOrEqual(best + 1);
    }),
    { numRuns: 200 },
  );
});

it("promises no more than everything practised without end", () => {
  fc.assert(
    fc.property(smallCases, (small) => {
      expect(planned(small, 1e9)).toBeCloseTo(bestOfAll(small, 1e9), 9);
    }),
    { numRuns: 100 },
  );
});
