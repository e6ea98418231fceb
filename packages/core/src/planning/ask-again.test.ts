import fc from "fast-check";
import { expect, it } from "vitest";
import { after, course, DAY, model, NOW, type Row } from "../catalogue/testing/course.ts";
import { NO_CORRECTIONS } from "../learner-model/correction-trace.ts";
import { askAgainShare } from "./ask-again.ts";
import { planSession } from "./plan-session.ts";

interface Practice {
  /** Of ten reviews after a failure that was asked again until it was right, and of ten after one that was not, so many are right. */
  readonly corrected: number;
  readonly left: number;
  /** One failure in so many is asked again. */
  readonly oneIn?: number;
}

const ITEMS = 80;

/** Items failed one day and reviewed the next; each round with items of its own. */
function reviewed({ corrected, left, oneIn = 2 }: Practice, rounds = 1): Row[] {
  return Array.from({ length: rounds * ITEMS }, (_, n): Row[] => {
    const [round, place] = [Math.floor(n / ITEMS), n % ITEMS];
    const at = NOW - 2 * (rounds - round) * DAY + place * 10;
    const isCorrected = n % oneIn === 0;
    const right = Math.floor(n / oneIn) % 10 < (isCorrected ? corrected : left);
    const again: Row[] = isCorrected ? [[`item ${n}`, at + 900, true]] : [];
    return [[`item ${n}`, at, false], ...again, [`item ${n}`, at + DAY, right]];
  })
    .flat()
    .toSorted(([, a], [, b]) => a - b);
}

/** The same with other items, earlier. */
function before(rows: readonly Row[], days: number): Row[] {
  return rows.map(([item, at, right]): Row => [`${item} of old`, at - days * DAY, right]);
}

const shareAfter = (rows: readonly Row[]) => askAgainShare(after(rows).learner.corrections);

it("a new learner's failures are asked again now and then, to see what it is worth", () => {
  expect(shareAfter([])).toBeGreaterThan(0.02);
  expect(shareAfter([])).toBeLessThan(0.5);
});

it("what is worth a lot to a learner is done nearly always, and what is worth nothing hardly ever", () => {
  expect(shareAfter(reviewed({ corrected: 8, left: 2 }, 2))).toBeGreaterThan(0.9);
  expect(shareAfter(reviewed({ corrected: 4, left: 4 }))).toBeLessThan(0.03);
});

it("a learner who changes is followed, also where corrections have become rare", () => {
  const worthIt = before(reviewed({ corrected: 9, left: 1 }, 3), 60);
  expect(shareAfter(worthIt)).toBeGreaterThan(0.95);
  expect(shareAfter([...worthIt, ...reviewed({ corrected: 5, left: 5 }, 25)])).toBeLessThan(0.1);
  const worthNothing = before(reviewed({ corrected: 5, left: 5 }, 20), 200);
  expect(shareAfter(worthNothing)).toBeLessThan(0.01);
  expect(
    shareAfter([...worthNothing, ...reviewed({ corrected: 9, left: 3, oneIn: 20 }, 60)]),
  ).toBeGreaterThan(0.9);
});

it("first meetings, which lessons always correct, are compared with each other and not with what failed later", () => {
  // Of what failed when it was first met, all of it corrected, one in five is right in the review.
  const lessons = reviewed({ corrected: 2, left: 0, oneIn: 1 }, 3);
  // What was right when it was met fails later, and then is corrected or not.
  const rows = (corrected: number, left: number): Row[] => {
    const later = reviewed({ corrected, left }, 3).map(([item, at, right]): Row => [
      `${item} met`,
      at,
      right,
    ]);
    const met = Array.from({ length: 3 * ITEMS }, (_, n): Row => [`item ${n} met`, NOW - 20 * DAY + n, true]);
    return [...met, ...[...lessons, ...later].toSorted(([, a], [, b]) => a - b)];
  };
  expect(shareAfter(rows(9, 4))).toBeGreaterThan(0.9);
  expect(shareAfter(rows(7, 7))).toBeLessThan(0.03);
});

it("the more answers say the same, the surer it is", () => {
  const rate = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  const answers = fc.double({ min: 4, max: 200, noNaN: true });
  fc.assert(
    fc.property(rate, answers, fc.constantFrom("first", "later"), (rate, answers, kind) => {
      const asked = (corrected: number, left: number, times: number) =>
        askAgainShare({
          ...NO_CORRECTIONS,
          [kind]: {
            correctedRights: times * answers * corrected,
            correctedWrongs: times * answers * (1 - corrected),
            leftRights: times * answers * left,
            leftWrongs: times * answers * (1 - left),
          },
        });
      expect(asked(rate, rate, 2)).toBeLessThan(asked(rate, rate, 1));
      expect(asked(0.8, 0.2, 2)).toBeGreaterThan(asked(0.8, 0.2, 1));
      expect(asked(0.2, 0.8, 2)).toBeLessThan(asked(0.2, 0.8, 1));
    }),
  );
});

it("a plan says so for as many of its items as that, and counts what asking them again takes", () => {
  const catalogue = course(30);
  const planned = (of: Practice) => {
    const options = { at: NOW, minutes: 20, goal: null };
    const { items } = planSession(model, after(reviewed(of, 2)), catalogue, options);
    expect(items.length).toBeGreaterThan(20);
    return items;
  };
  const [worthIt, not] = [planned({ corrected: 8, left: 2 }), planned({ corrected: 4, left: 4 })];
  expect(worthIt.filter(({ again }) => again).length).toBeGreaterThan(0.75 * worthIt.length);
  expect(not.filter(({ again }) => again).length).toBeLessThan(0.1 * not.length);
  for (const items of [worthIt, not]) {
    const once = items.find(({ role, again }) => role === "new" && !again)?.seconds ?? 0;
    const asked = items.find(({ role, again }) => role === "new" && again)?.seconds;
    if (asked !== undefined) expect(asked).toBeGreaterThan(1.5 * once);
  }
  expect(worthIt.length).toBeLessThan(not.length);
});
