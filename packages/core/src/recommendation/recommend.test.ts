import { expect, test } from "vitest";
import type { Catalogue, CourseLesson } from "../catalogue/index.ts";
import { emptyLearner, fit, observe, type LearnerState } from "../learner-model/index.ts";
import { CATEGORIES } from "../vocabulary.ts";
import { recommend } from "./index.ts";

const NOW = 1_700_000_000;
const DAY = 86_400;
const model = fit([]);

function course(lessons: number, size = 4): Catalogue {
  const made: CourseLesson[] = Array.from({ length: lessons }, (_, n) => ({
    id: `lesson ${n}`,
    category: CATEGORIES[n % CATEGORIES.length] ?? "food",
    difficulty: "beginner",
    position: n,
    prerequisites: n >= 6 ? [`lesson ${n - 6}`] : [],
    minutes: 5,
    items: Array.from({ length: size }, (_, i) => `item ${n * size + i}`),
  }));
  const items = made.flatMap(({ items, category }) =>
    items.map((id) => ({ id, skills: [category], kind: "choice" })),
  );
  return { lessons: made, items };
}

function after(rows: readonly (readonly [item: string, at: number, correct: boolean])[]): LearnerState {
  return rows.reduce(
    (state, [item, at, correct]) =>
      observe(model, state, { item, skills: [], kind: "choice", at, correct, elapsedMs: 4_000 }),
    emptyLearner(),
  );
}

test("a new learner begins where the course begins", () => {
  const { lessons, review } = recommend(model, emptyLearner(), course(20), { at: NOW, limit: 5 });
  expect(lessons[0]?.lessonId).toBe("lesson 0");
  expect(lessons[0]?.reason.code).toBe("NEW_LEARNER");
  expect(review).toBeNull();
});

test("the terms of a score add up to it exactly", () => {
  const state = after([
    ["item 0", NOW - 3 * DAY, true],
    ["item 5", NOW - 2 * DAY, false],
  ]);
  for (const { score, terms } of recommend(model, state, course(20), { at: NOW, limit: 20 }).lessons) {
    expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(score);
  }
});

test("a catalogue of none and of one lesson", () => {
  expect(recommend(model, emptyLearner(), course(0), { at: NOW, limit: 5 }).lessons).toEqual([]);
  expect(recommend(model, emptyLearner(), course(1), { at: NOW, limit: 5 }).lessons).toHaveLength(1);
});
