import fc from "fast-check";
import { expect, it } from "vitest";
import { seededRandom } from "../learner-model/fitting/seeded-random.ts";
import { DAY_SECONDS, historyAfter, type History } from "./forgetting.ts";
import { knownAfterDays, recallOf, type MemoryEstimate } from "./recall-curve.ts";
import { imagineTargets, newStarts, reviewTarget, type ImaginedStart } from "./review-target.ts";
import { between, memories } from "./testing/memories.ts";

const histories: fc.Arbitrary<History> = fc.record({
  rights: fc.integer({ min: 0, max: 40 }),
  others: fc.integer({ min: 0, max: 40 }),
  rightDay: between(0, 10),
  rightWeeks: between(0, 20),
  last: fc.constantFrom(-1, 0, 1),
});

/** One path day by day, with nothing worked out ahead and nothing shared: what the look-ahead is meant to be. */
function follow(
  { memory, target, repeats }: { memory: MemoryEstimate; target: number; repeats: number },
  start: ImaginedStart,
  random: () => number,
) {
  let { history, daysAgo: ago, daysLeft: left } = start;
  let cost = start.isNew ? 1.3 + repeats : 0;
  for (;;) {
    const draw = random();
    let due = 1;
    while (due <= ago + left && recallOf(memory, history, due * DAY_SECONDS) >= target) due += 1;
    const wait = Math.max(0, due - ago);
    if (wait >= left) return { recall: recallOf(memory, history, (ago + left) * DAY_SECONDS), cost };
    const gap = (ago + wait) * DAY_SECONDS;
    const right = draw < recallOf(memory, history, gap);
    const after = historyAfter(history, gap, right);
    cost += right ? 1 : 1.2 + repeats;
    history = right ? after : { ...after, others: history.others, rights: history.rights + 0.5 };
    left -= wait;
    ago = 0;
  }
}

it("an item is known for as many days as its recall is above the target", () => {
  fc.assert(
    fc.property(memories, histories, between(0.05, 0.95), (memory, history, target) => {
      const isKnown = knownAfterDays(memory, history, target);
      for (const days of [1, 2, 3, 7, 30, 365, 1_024, 1_025, 4_000]) {
        const recall = recallOf(memory, history, days * DAY_SECONDS);
        // Rounding may decide where the two are the same.
        const isSame = Math.abs(recall - target) < 1e-9;
        expect(isKnown(days)).toBe(isSame ? isKnown(days) : recall >= target);
      }
    }),
  );
});

it("what is imagined of items is what following each of them day by day comes to", () => {
  fc.assert(
    fc.property(
      memories,
      histories,
      fc.tuple(between(1, 120), between(0, 20), between(0, 3)),
      (memory, history, [days, daysAgo, repeats]) => {
        const starts = [
          ...newStarts(days),
          { history, daysAgo, daysLeft: days, isNew: false },
          { history, daysAgo: 0, daysLeft: days / 2, isNew: false },
        ];
        for (const { target, recall, cost } of imagineTargets(memory, starts, repeats)) {
          const random = seededRandom(1);
          const paths = starts.map((start) => follow({ memory, target, repeats }, start, random));
          const mean = (values: readonly number[]) =>
            values.reduce((sum, value) => sum + value, 0) / paths.length;
          expect(recall).toBeCloseTo(mean(paths.map((path) => path.recall)), 9);
          expect(cost).toBeCloseTo(mean(paths.map((path) => path.cost)), 9);
        }
      },
    ),
    { numRuns: 60 },
  );
});

it("of targets that promise about as many items the highest is taken, so that no review waits longer than it is worth", () => {
  fc.assert(
    fc.property(
      memories,
      between(1, 120),
      fc.integer({ min: 1, max: 400 }),
      (memory, days, answersPerDay) => {
        const outlook = { days, answersPerDay, items: 600, repeats: 0 };
        const promised = imagineTargets(memory, newStarts(days), 0).map(({ target, recall, cost }) => ({
          target,
          items: recall * Math.min(outlook.items, (days * answersPerDay) / cost),
        }));
        const enough = 0.95 * Math.max(...promised.map(({ items }) => items));
        const asGood = promised.filter(({ items }) => items >= enough);
        expect(reviewTarget(memory, outlook)).toBe(Math.max(...asGood.map(({ target }) => target)));
      },
    ),
    { numRuns: 60 },
  );
});
