import fc from "fast-check";
import { emptyLearner, fit, observe, type LearnerState } from "../../learner-model/index.ts";
import { CATEGORIES, DIFFICULTIES } from "../../vocabulary.ts";
import type { Catalogue, CourseLesson } from "../index.ts";

/** The moment of every test, epoch seconds. */
export const NOW = 1_700_000_000;
export const DAY = 86_400;

/** A model of no log at all. */
export const model = fit([]);

/** Lessons of all situations in turn, each after the one of its situation before it. */
export function course(lessons: number, size = 4): Catalogue {
  const made: CourseLesson[] = Array.from({ length: lessons }, (_, lesson) => ({
    id: `lesson ${lesson}`,
    category: CATEGORIES[lesson % CATEGORIES.length] ?? "food",
    difficulty: DIFFICULTIES[Math.floor((lesson * DIFFICULTIES.length) / lessons)] ?? "advanced",
    position: lesson,
    prerequisites: lesson >= CATEGORIES.length ? [`lesson ${lesson - CATEGORIES.length}`] : [],
    minutes: 5,
    items: Array.from({ length: size }, (_, item) => `item ${lesson * size + item}`),
  }));
  const items = made.flatMap(({ items, category }) =>
    items.map((id) => ({ id, skills: [category], kind: "choice" })),
  );
  return { lessons: made, items };
}

const MOST_LESSONS = 12;

/**
 * Courses as bad as they come: lessons without items or with items of others, minutes that are none, prerequisites that do
 * not exist, in circles, or the lesson itself.
 */
export const anyCatalogue: fc.Arbitrary<Catalogue> = fc.record({
  lessons: fc
    .array(
      fc.record({
        category: fc.constantFrom(...CATEGORIES),
        difficulty: fc.constantFrom(...DIFFICULTIES),
        prerequisites: fc.array(fc.integer({ min: 0, max: MOST_LESSONS + 1 }), { maxLength: 3 }),
        minutes: fc.constantFrom(5, 1_000, 0.1, 0, -1, NaN),
        items: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }),
      }),
      { maxLength: MOST_LESSONS },
    )
    .map((lessons) =>
      lessons.map((lesson, position) => ({
        ...lesson,
        id: `lesson ${position}`,
        position,
        prerequisites: lesson.prerequisites.map((before) => `lesson ${before}`),
        items: lesson.items.map((item) => `item ${item}`),
      })),
    ),
  items: fc.integer({ min: 0, max: 45 }).map((count) =>
    Array.from({ length: count }, (_, item) => ({
      id: `item ${item}`,
      skills: item % 3 === 0 ? [] : ["food"],
      kind: "choice",
    })),
  ),
});

export type Row = readonly [item: string, at: number, correct: boolean | null];

/** A learner with this history. */
export function after(rows: readonly Row[]): LearnerState {
  return rows.reduce(
    (state, [item, at, correct]) =>
      observe(model, state, { item, skills: [], kind: "choice", at, correct, elapsedMs: 4_000 }),
    emptyLearner(),
  );
}

/** Histories with clocks that jump, of items that the course has and that it has not. */
export const anyHistory: fc.Arbitrary<LearnerState> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 60 }).map((item) => `item ${item}`),
      fc.oneof(
        fc.integer({ min: NOW - 400 * DAY, max: NOW }),
        fc.constantFrom(NOW - 60, NOW - 30, NOW, NOW + 30 * DAY, 0, -1e9),
      ),
      fc.option(fc.boolean(), { freq: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((rows) => after(rows));

/** Whether there is a number in a value that is not finite. */
export function hasBadNumber(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return value instanceof Object && Object.values(value).some(hasBadNumber);
}
