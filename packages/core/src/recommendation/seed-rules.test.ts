import { expect, test } from "vitest";
import { DIFFICULTIES } from "../vocabulary.ts";
import type { LessonCandidate, LessonRecord } from "./policy.ts";
import { seedRules } from "./seed-rules.ts";

/** Two lessons of each difficulty, in course order. */
const lessons: LessonCandidate[] = DIFFICULTIES.flatMap((difficulty, level) =>
  [1, 2].map((n) => ({
    id: `${difficulty}-${n}`,
    category: "greetings",
    difficulty,
    position: level * 2 + n,
    prerequisites: [],
  })),
);

function completed(lessonId: string, score: number, at = 1): LessonRecord {
  return { lessonId, score, completedAt: at, lastAt: at };
}

const recommend = (records: LessonRecord[], limit = 5) => seedRules.recommend({ lessons, records, limit });
const ids = (records: LessonRecord[]) => recommend(records).map((one) => one.lessonId);

test("a new learner gets beginner lessons first, with the original's confidence", () => {
  const [first, second, third] = recommend([]);
  expect([first?.lessonId, second?.lessonId]).toEqual(["beginner-1", "beginner-2"]);
  expect(first).toMatchObject({ reason: { code: "NEW_LEARNER" }, confidence: 0.9, propensity: 1 });
  expect(third?.reason.code).toBe("WIDER");
});

test("a mean of eighty opens the next difficulty; seventy-nine does not", () => {
  const excellent = recommend([completed("beginner-1", 80)]);
  expect(excellent[0]).toMatchObject({
    lessonId: "beginner-2",
    reason: { code: "EXCELLENT_PROGRESS" },
    confidence: 0.85,
  });
  expect(excellent[1]).toMatchObject({ lessonId: "intermediate-1", reason: { code: "EXCELLENT_PROGRESS" } });
  const modest = recommend([completed("beginner-1", 79)]);
  expect(modest[0]).toMatchObject({ lessonId: "beginner-2", reason: { code: "PRACTICE" }, confidence: 0.75 });
  expect(modest[1]?.reason.code).toBe("WIDER");
});

test("a completed lesson is never recommended, and nobody is left with an empty list while one is open", () => {
  const all = lessons.map((lesson, index) => completed(lesson.id, 90, index + 1));
  expect(ids(all)).toEqual([]);
  for (const open of lessons) {
    expect(ids(all.filter((record) => record.lessonId !== open.id))).toEqual([open.id]);
  }
});

test("a lesson that was begun comes before one that was not", () => {
  const begun: LessonRecord = { lessonId: "beginner-2", score: 50, completedAt: null, lastAt: 1 };
  expect(recommend([begun])[0]).toMatchObject({ lessonId: "beginner-2", reason: { code: "CONTINUE" } });
});

test("the list is at most as long as asked, and empty for an empty catalogue", () => {
  expect(recommend([], 2)).toHaveLength(2);
  expect(seedRules.recommend({ lessons: [], records: [], limit: 5 })).toEqual([]);
});
