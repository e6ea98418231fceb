import fc from "fast-check";
import { expect, test } from "vitest";
import { CATEGORIES, OUTCOMES } from "../vocabulary.ts";
import { foldAttempt, type LearnerSlice, type LoggedAttempt, precedes } from "./fold.ts";
import { EMPTY_RECORD, foldLog, type LearnerRecord } from "./record-fold.ts";
import { NO_TOTALS } from "./learner-totals.ts";
import { lessonScore, progressIn } from "./lesson-progress.ts";
import { localDay } from "./local-day.ts";

const NOTHING: LearnerSlice = { totals: NO_TOTALS, lesson: null, item: null };
const START = Date.parse("2026-11-23T08:00:00Z");

function attempt(change: Partial<LoggedAttempt> = {}): LoggedAttempt {
  const at = change.at ?? START;
  return {
    id: "01a1b2c3-0000-7000-8000-000000000001",
    at,
    day: localDay(at, "Africa/Kigali"),
    timeZone: "Africa/Kigali",
    exerciseId: "exercise-0",
    lessonId: "lesson",
    itemId: "item",
    category: "greetings",
    number: 0,
    revision: 1,
    exerciseSince: [],
    revisionBits: 0b11,
    outcome: "correct",
    selfReported: false,
    practice: false,
    elapsedMs: 1000,
    ...change,
  };
}

test("a right answer earns ten points once, however often it is repeated", () => {
  const first = foldAttempt(NOTHING, attempt());
  expect(first.xp).toEqual([{ key: "solved:exercise-0", amount: 10 }]);
  const second = foldAttempt(first, attempt({ at: START + 1000 }));
  expect(second.xp).toEqual([]);
  expect(second.totals.xp).toBe(10);
});

test("a lesson is complete when each exercise has been solved, and its score counts first answers", () => {
  let slice: LearnerSlice = foldAttempt(NOTHING, attempt({ outcome: "wrong" }));
  slice = foldAttempt(slice, attempt({ number: 1, exerciseId: "exercise-1", at: START + 1 }));
  expect(slice.lesson?.completedAt).toBeNull();
  const last = foldAttempt(slice, attempt({ outcome: "almost", at: START + 2 }));
  expect(last.lesson?.completedAt).toBe(START + 2);
  expect(last.xp).toContainEqual({ key: "lesson:lesson", amount: 20 });
  expect(last.badges).toContain("first-lesson");
  expect(last.lesson === null ? null : lessonScore(last.lesson)).toBe(50);
});

test("a revision with a new exercise does not take a completed lesson away", () => {
  const done = foldAttempt(NOTHING, attempt({ revisionBits: 0b1 }));
  const later = foldAttempt(done, attempt({ revisionBits: 0b111, outcome: "wrong", at: START + 1 }));
  expect(later.lesson?.completedAt).toBe(START);
  expect(later.totals.lessonsCompleted).toBe(1);
});

test("a review on the day it is due earns points; the second of the same day does not", () => {
  const learnt = foldAttempt(NOTHING, attempt());
  const dueAt = learnt.item?.dueAt ?? 0;
  const at = dueAt + 1;
  const review = foldAttempt(learnt, attempt({ at }));
  expect(review.xp).toEqual([{ key: `review:item:${localDay(at, "Africa/Kigali")}`, amount: 5 }]);
  expect(review.item?.dueAt).toBeGreaterThan(at);
  expect(foldAttempt(review, attempt({ at: at + 1000 })).xp).toEqual([]);
});

test("what learners say of themselves moves their schedule and earns nothing", () => {
  const said = foldAttempt(NOTHING, attempt({ selfReported: true }));
  expect(said.xp).toEqual([]);
  expect(said.totals).toMatchObject({ xp: 0, answers: 0, right: 0, itemsSeen: 1 });
  expect(said.item?.dueAt).toBeGreaterThan(START);
  const due = said.item?.dueAt ?? 0;
  expect(foldAttempt(said, attempt({ selfReported: true, at: due + 1 })).xp).toEqual([]);
});

test("a flight to the west brings an earlier day, and neither breaks nor feeds the streak", () => {
  const kigali = foldAttempt(NOTHING, attempt({ day: "2026-11-23" }));
  const next = foldAttempt(kigali, attempt({ day: "2026-11-24", at: START + 1 }));
  const landed = foldAttempt(next, attempt({ day: "2026-11-23", at: START + 2 }));
  const dayAfter = foldAttempt(landed, attempt({ day: "2026-11-25", at: START + 3 }));
  expect(landed.totals.streak).toEqual(next.totals.streak);
  expect(dayAfter.totals.streak).toMatchObject({ days: 3, longest: 3, lastDay: "2026-11-25" });
});

test("an exercise that is passed over is no day of learning", () => {
  const step = foldAttempt(NOTHING, attempt({ outcome: "skipped" }));
  expect(step.totals.streak.days).toBe(0);
  expect(foldAttempt(NOTHING, attempt({ outcome: "wrong" })).totals.streak.days).toBe(1);
});

/** What five revisions of each lesson ask under its first numbers, as `exerciseSince`. */
const REVISIONS: readonly (readonly number[])[] = [[], [2], [2], [2, 4], [5, 4]];

const row = fc.record({
  revision: fc.integer({ min: 1, max: REVISIONS.length }),
  minutes: fc.integer({ min: 0, max: 60 * 24 * 400 }),
  number: fc.integer({ min: 0, max: 3 }),
  lesson: fc.integer({ min: 0, max: 2 }),
  outcome: fc.constantFrom(...OUTCOMES),
  practice: fc.boolean(),
  category: fc.constantFrom(...CATEGORIES),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const logs = fc.array(row, { maxLength: 60 });

const toLog = (rows: readonly Row[]) =>
  rows.map((row, index) => {
    const exerciseSince = REVISIONS[row.revision - 1] ?? [];
    const since = exerciseSince[row.number] ?? 1;
    return attempt({
      revision: row.revision,
      exerciseSince,
      id: `id-${String(index).padStart(4, "0")}`,
      at: START + row.minutes * 60_000,
      number: row.number,
      exerciseId: `exercise-${row.lesson}-${row.number}@${since}`,
      lessonId: `lesson-${row.lesson}`,
      itemId: `item-${row.lesson}-${row.number}@${since}`,
      revisionBits: 0b1111,
      outcome: row.outcome,
      practice: row.practice,
      category: row.category,
    });
  });

const freezesOf = (minutes: readonly number[]) =>
  minutes.map((minute, index) => {
    const day = localDay(START + minute * 60_000, "Africa/Kigali");
    return { id: `freeze-${index}`, at: Date.parse(`${day}T10:00:00Z`), day };
  });

const sorted = <T>(states: ReadonlyMap<string, T>) => [...states].toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Everything, in an order that does not depend on how it was put together. */
const bytesOf = ({ totals, lessons, items }: LearnerRecord) => {
  return JSON.stringify([totals, sorted(lessons), sorted(items)]);
};

test("of any log: nothing earns twice, the sums agree with their parts, and every number is a number", () => {
  fc.assert(
    fc.property(logs, (rows) => {
      const log = toLog(rows);
      const { totals, lessons, items, earnings, days } = foldLog(EMPTY_RECORD, {
        attempts: log,
        freezes: [],
      });
      const keys = earnings.flatMap(({ xp }) => xp.map((entry) => entry.key));
      const done = log.filter(({ outcome }) => outcome !== "skipped");
      const sums = [...days.values()];
      expect(sums.reduce((sum, { answers }) => sum + answers, 0)).toBe(done.length);
      expect(sums.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)).toBe(
        done.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
      );
      expect(sums.reduce((sum, { xp }) => sum + xp, 0)).toBe(totals.xp);
      expect(sums.every(({ right, answers }) => right <= answers)).toBe(true);
      expect(earnings.flatMap(({ xp }) => xp).reduce((sum, { amount }) => sum + amount, 0)).toBe(totals.xp);
      expect(new Set(keys).size).toBe(keys.length);
      const graded = log.filter((one) => !one.practice);
      expect(totals.answers).toBe(graded.length);
      expect(totals.lessonsCompleted).toBe(
        [...lessons.values()].filter((one) => typeof one?.completedAt === "number").length,
      );
      expect(totals.itemsSeen).toBe([...items.values()].filter((one) => one !== null).length);
      for (const item of items.values()) {
        if (item === null) continue;
        expect(item.stabilityDays).toBeGreaterThan(0);
        expect(Number.isSafeInteger(item.dueAt)).toBe(true);
        expect(item.difficulty).toBeGreaterThanOrEqual(1);
        expect(item.difficulty).toBeLessThanOrEqual(10);
      }
    }),
  );
});

test("of any log: shuffled, and folded in any number of pieces, it makes the same record to the last bit", () => {
  fc.assert(
    fc.property(
      logs,
      fc.array(fc.integer({ min: 0, max: 60 * 24 * 400 }), { maxLength: 5 }),
      fc.array(fc.nat(65), { maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (rows, frozen, cuts, noise) => {
        const attempts = toLog(rows);
        const freezes = freezesOf(frozen);
        const whole = foldLog(EMPTY_RECORD, { attempts, freezes });
        const keyed = attempts.map((one) => [noise.next().value, one] as const);
        const shuffled = keyed.toSorted(([a], [b]) => a - b).map(([, one]) => one);
        expect(bytesOf(foldLog(EMPTY_RECORD, { attempts: shuffled, freezes }))).toBe(bytesOf(whole));

        const entries = [...attempts, ...freezes].toSorted((a, b) => (precedes(a, b) ? -1 : 1));
        const places = [0, ...cuts.toSorted((a, b) => a - b), entries.length];
        let pieced = EMPTY_RECORD;
        for (const [index, start] of places.entries()) {
          const piece = entries.slice(start, places[index + 1] ?? entries.length);
          pieced = foldLog(pieced, {
            attempts: piece.filter((entry) => "outcome" in entry),
            freezes: piece.filter((entry) => !("outcome" in entry)),
          });
          if (index + 1 === places.length) break;
        }
        expect(bytesOf(pieced)).toBe(bytesOf(whole));
      },
    ),
  );
});

const revised = (revision: number, exerciseSince: readonly number[], change: Partial<LoggedAttempt> = {}) =>
  attempt({
    revision,
    exerciseSince,
    at: START + revision,
    exerciseId: `exercise-${change.number ?? 0}@${exerciseSince[change.number ?? 0] ?? 1}`,
    ...change,
  });

test("a question that asks something else from a revision on has not been answered, and earns anew", () => {
  const solved = foldAttempt(foldAttempt(NOTHING, revised(1, [])), revised(1, [], { number: 1 }));
  expect(solved.lesson?.completedAt).not.toBeNull();
  const wrong = foldAttempt(solved, revised(2, [2], { outcome: "wrong" }));
  expect(wrong.lesson).toMatchObject({ seenBits: 0b11, solvedBits: 0b10, firstRightBits: 0b10, revision: 2 });
  const again = foldAttempt(wrong, revised(2, [2], { at: START + 5 }));
  expect(again.lesson).toMatchObject({ solvedBits: 0b11, firstRightBits: 0b10 });
  expect(again.xp).toEqual([{ key: "solved:exercise-0@2", amount: 10 }]);
  expect(again.totals.lessonsCompleted).toBe(1);
});

test("an answer to the question as it was, from a phone that did not know, leaves the new one alone", () => {
  const first = foldAttempt(NOTHING, revised(2, [2], { number: 1 }));
  const late = foldAttempt(first, revised(1, [], { at: START + 3 }));
  expect(late.lesson).toMatchObject({ seenBits: 0b10, solvedBits: 0b10, answers: 2, completedAt: null });
  expect(late.xp).toEqual([]);
});

test("whatever revisions were answered in whatever order: no point twice, and what stands is of the newest", () => {
  const answers = fc.array(
    fc.record({
      revision: fc.integer({ min: 1, max: 5 }),
      number: fc.integer({ min: 0, max: 1 }),
      right: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(answers, (given) => {
      const keys: string[] = [];
      let slice: LearnerSlice = NOTHING;
      for (const [index, { revision, number, right }] of given.entries()) {
        const since = REVISIONS[revision - 1] ?? [];
        const step = foldAttempt(
          slice,
          revised(revision, since, {
            number,
            at: START + index,
            itemId: null,
            outcome: right ? "correct" : "wrong",
          }),
        );
        keys.push(...step.xp.map(({ key }) => key));
        slice = step;
      }
      expect(new Set(keys).size).toBe(keys.length);
      const newest = Math.max(...given.map(({ revision }) => revision), 1);
      const asked = REVISIONS[newest - 1] ?? [];
      const solved = given.filter(
        ({ revision, number, right }) =>
          right && (REVISIONS[revision - 1]?.[number] ?? 1) === (asked[number] ?? 1),
      );
      // Not the other way round: a question that was answered before its newer revision was seen is forgotten with it.
      const numbers = new Set(solved.map(({ number }) => number));
      for (const number of [0, 1]) {
        if (!numbers.has(number)) expect(((slice.lesson?.solvedBits ?? 0) >> number) & 1).toBe(0);
      }
      if (slice.lesson !== null) expect(progressIn(slice.lesson, asked)).toEqual(slice.lesson);
    }),
  );
});
