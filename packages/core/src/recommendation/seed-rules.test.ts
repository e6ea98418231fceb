import fc from "fast-check";
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

const level = (difficulty: string) => DIFFICULTIES.findIndex((one) => one === difficulty);

/** The rule in so many words: all lessons, sorted. */
function sorted(
  all: readonly LessonCandidate[],
  records: readonly LessonRecord[],
  wanted: readonly string[],
) {
  const done = new Set(records.filter((one) => one.completedAt !== null).map((one) => one.lessonId));
  const touched = (id: string) => (records.some(({ lessonId }) => lessonId === id) ? 0 : 1);
  const far = (lesson: LessonCandidate) =>
    Math.min(...wanted.map((one) => Math.abs(level(one) - level(lesson.difficulty))));
  return all
    .filter(({ id }) => !done.has(id))
    .toSorted((a, b) => far(a) - far(b) || touched(a.id) - touched(b.id) || a.position - b.position)
    .map(({ id }) => id);
}

test("any list is what sorting all lessons gives, less what was dismissed", () => {
  const anyLesson = fc.record({ difficulty: fc.constantFrom(...DIFFICULTIES), position: fc.nat(9) });
  const anyRecord = fc.record({ lesson: fc.nat(19), score: fc.nat(100), isDone: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(anyLesson, { maxLength: 20 }),
      fc.uniqueArray(anyRecord, { selector: ({ lesson }) => lesson, maxLength: 8 }),
      fc.nat(20),
      fc.array(fc.nat(19), { maxLength: 3 }),
      (made, answered, limit, away) => {
        const all = made.map((lesson, index) => ({
          ...lesson,
          id: `lesson ${index}`,
          category: "greetings" as const,
          prerequisites: [],
        }));
        const records = answered.map(({ lesson, score, isDone }, index) => ({
          lessonId: `lesson ${lesson}`,
          score,
          completedAt: isDone ? index : null,
          lastAt: index,
        }));
        const dismissed = away.map((lesson) => `lesson ${lesson}`);
        const given = seedRules.recommend({ lessons: all, records, dismissed, limit });
        const completed = records.filter((one) => one.completedAt !== null);
        const reached = all.find(({ id }) => id === completed.at(-1)?.lessonId)?.difficulty ?? "beginner";
        const mean = completed.reduce((sum, { score }) => sum + score, 0) / completed.length;
        const next = DIFFICULTIES[DIFFICULTIES.indexOf(reached) + 1];
        const wanted = mean >= 80 && next !== undefined ? [reached, next] : [reached];
        const expected = sorted(all, records, wanted).filter((id) => !dismissed.includes(id));
        expect(given.map(({ lessonId }) => lessonId)).toEqual(expected.slice(0, limit));
      },
    ),
    { numRuns: 1_000 },
  );
});
