import fc from "fast-check";
import { expect, test } from "vitest";
import { CATEGORIES, OUTCOMES } from "../vocabulary.ts";
import { foldAttempt, type LearnerSlice, type LoggedAttempt, precedes } from "./fold.ts";
import { NO_TOTALS } from "./learner-totals.ts";
import { lessonScore } from "./lesson-progress.ts";
import { localDay } from "./local-day.ts";

const NOTHING: LearnerSlice = { totals: NO_TOTALS, lesson: null, item: null };
const START = Date.parse("2026-11-23T08:00:00Z");

function attempt(change: Partial<LoggedAttempt> = {}): LoggedAttempt {
  const at = change.at ?? START;
  return {
    id: "01a1b2c3-0000-7000-8000-000000000001",
    at,
    day: localDay(at, "Africa/Kigali"),
    exerciseId: "exercise-0",
    lessonId: "lesson",
    itemId: "item",
    category: "greetings",
    number: 0,
    revisionBits: 0b11,
    outcome: "correct",
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

test("a flight to the west brings an earlier day, and neither breaks nor feeds the streak", () => {
  const kigali = foldAttempt(NOTHING, attempt({ day: "2026-11-23" }));
  const next = foldAttempt(kigali, attempt({ day: "2026-11-24", at: START + 1 }));
  const landed = foldAttempt(next, attempt({ day: "2026-11-23", at: START + 2 }));
  const dayAfter = foldAttempt(landed, attempt({ day: "2026-11-25", at: START + 3 }));
  expect(landed.totals.streak).toEqual(next.totals.streak);
  expect(dayAfter.totals.streak).toEqual({ days: 3, longest: 3, lastDay: "2026-11-25" });
});

const logs = fc.array(
  fc.record({
    minutes: fc.integer({ min: 0, max: 60 * 24 * 400 }),
    number: fc.integer({ min: 0, max: 3 }),
    lesson: fc.integer({ min: 0, max: 2 }),
    outcome: fc.constantFrom(...OUTCOMES),
    practice: fc.boolean(),
    category: fc.constantFrom(...CATEGORIES),
  }),
  { maxLength: 60 },
);

/** Folds a whole log the way a rebuild does: one slice for each answer out of maps. */
function foldAll(log: readonly LoggedAttempt[]) {
  const lessons = new Map<string, LearnerSlice["lesson"]>();
  const items = new Map<string, LearnerSlice["item"]>();
  const keys: string[] = [];
  let totals = NO_TOTALS;
  for (const one of log) {
    const itemId = one.itemId ?? "";
    const step = foldAttempt(
      { totals, lesson: lessons.get(one.lessonId) ?? null, item: items.get(itemId) ?? null },
      one,
    );
    ({ totals } = step);
    lessons.set(one.lessonId, step.lesson);
    items.set(itemId, step.item);
    keys.push(...step.xp.map((entry) => entry.key));
  }
  return { totals, lessons, items, keys };
}

test("of any log: nothing earns twice, the sums agree with their parts, and every number is a number", () => {
  fc.assert(
    fc.property(logs, (rows) => {
      const log = rows
        .map((row, index) =>
          attempt({
            id: `id-${String(index).padStart(4, "0")}`,
            at: START + row.minutes * 60_000,
            number: row.number,
            exerciseId: `exercise-${row.lesson}-${row.number}`,
            lessonId: `lesson-${row.lesson}`,
            itemId: `item-${row.lesson}-${row.number}`,
            revisionBits: 0b1111,
            outcome: row.outcome,
            practice: row.practice,
            category: row.category,
          }),
        )
        .toSorted((a, b) => (precedes(a, b) ? -1 : 1));
      const { totals, lessons, items, keys } = foldAll(log);
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
