import fc from "fast-check";
import { expect, it } from "vitest";
import { after, course, DAY, model, NOW, type Row } from "../catalogue/testing/course.ts";
import { askAgainShare } from "./ask-again.ts";
import { planSession } from "./plan-session.ts";

const ITEMS = 80;

/**
 * Items failed one day and reviewed the next, the even ones after they were asked again until right; of these, and of the others, so
 * many in ten are right in the review. Each round with items of its own.
 */
function reviewed({ corrected, left }: { corrected: number; left: number }, rounds = 1): Row[] {
  return Array.from({ length: rounds * ITEMS }, (_, n): Row[] => {
    const [round, place] = [Math.floor(n / ITEMS), n % ITEMS];
    const at = NOW - 2 * (rounds - round) * DAY + place * 10;
    const isCorrected = n % 2 === 0;
    const right = Math.floor(n / 2) % 10 < (isCorrected ? corrected : left);
    const again: Row[] = isCorrected ? [[`item ${n}`, at + 900, true]] : [];
    return [[`item ${n}`, at, false], ...again, [`item ${n}`, at + DAY, right]];
  })
    .flat()
    .toSorted(([, a], [, b]) => a - b);
}

const shareAfter = (...of: Parameters<typeof reviewed>) =>
  askAgainShare(after(reviewed(...of)).learner.corrections);

it("a new learner's failures are asked again now and then, to see what it is worth", () => {
  const share = askAgainShare(after([]).learner.corrections);
  expect(share).toBeGreaterThan(0.02);
  expect(share).toBeLessThan(0.5);
});

it("what is worth a lot to a learner is done nearly always, and what is worth nothing hardly ever", () => {
  expect(shareAfter({ corrected: 8, left: 2 }, 2)).toBeGreaterThan(0.9);
  expect(shareAfter({ corrected: 4, left: 4 })).toBeLessThan(0.03);
  expect(shareAfter({ corrected: 0, left: 0 })).toBeLessThan(shareAfter({ corrected: 10, left: 0 }));
});

it("a learner who changes is followed", () => {
  const before = reviewed({ corrected: 9, left: 1 }, 3).map(([item, at, right]): Row => [
    item,
    at - 60 * DAY,
    right,
  ]);
  expect(askAgainShare(after(before).learner.corrections)).toBeGreaterThan(0.95);
  const since = reviewed({ corrected: 5, left: 5 }, 25);
  expect(askAgainShare(after([...before, ...since]).learner.corrections)).toBeLessThan(0.1);
});

it("the more answers say the same, the surer it is", () => {
  const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(share, fc.double({ min: 4, max: 200, noNaN: true }), (rate, answers) => {
      const asked = (corrected: number, left: number, times: number) =>
        askAgainShare({
          correctedRights: times * answers * corrected,
          correctedWrongs: times * answers * (1 - corrected),
          leftRights: times * answers * left,
          leftWrongs: times * answers * (1 - left),
        });
      expect(asked(rate, rate, 2)).toBeLessThan(asked(rate, rate, 1));
      expect(asked(0.8, 0.2, 2)).toBeGreaterThan(asked(0.8, 0.2, 1));
      expect(asked(0.2, 0.8, 2)).toBeLessThan(asked(0.2, 0.8, 1));
    }),
  );
});

it("a plan says so for as many of its items as that", () => {
  const catalogue = course(30);
  const planned = (of: { corrected: number; left: number }) => {
    const options = { at: NOW, minutes: 20, goal: null };
    const { items } = planSession(model, after(reviewed(of, 2)), catalogue, options);
    expect(items.length).toBeGreaterThan(20);
    return items.filter(({ again }) => again).length / items.length;
  };
  expect(planned({ corrected: 8, left: 2 })).toBeGreaterThan(0.75);
  expect(planned({ corrected: 4, left: 4 })).toBeLessThan(0.1);
});
