import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCatalogue, anyHistory, course, hasBadNumber, model, NOW } from "../catalogue/testing/course.ts";
import type { Catalogue } from "../catalogue/index.ts";
import { emptyLearner, observe, type LearnerState } from "../learner-model/index.ts";
import { CATEGORIES, DIFFICULTIES, USER_TYPES } from "../vocabulary.ts";
import { applyChange, recommend, why, whyNot, type Change, type RecommendOptions } from "./index.ts";

const catalogue = course(24);
const anyLesson = fc.integer({ min: 0, max: 23 }).map((lesson) => `lesson ${lesson}`);
const anyRecord = fc.record({
  lessonId: anyLesson,
  score: fc.integer({ min: 0, max: 100 }),
  completedAt: fc.option(fc.constant(NOW * 1_000)),
  lastAt: fc.constant(NOW * 1_000),
});
const anyOptions: fc.Arbitrary<RecommendOptions> = fc.record(
  {
    at: fc.constant(NOW),
    limit: fc.integer({ min: 1, max: 20 }),
    goal: fc.option(
      fc.record({
        at: fc.integer({ min: NOW - 100_000, max: NOW + 20_000_000 }),
        categories: fc.array(fc.constantFrom(...CATEGORIES)),
      }),
    ),
    records: fc.array(anyRecord, { maxLength: 26 }),
    userType: fc.constantFrom(...USER_TYPES),
    dismissed: fc.array(anyLesson, { maxLength: 5 }),
    wishes: fc.dictionary(anyLesson, fc.double({ min: -1, max: 1, noNaN: true }), { maxKeys: 3 }),
    placed: fc.constantFrom(...DIFFICULTIES),
    seed: fc.integer(),
  },
  { requiredKeys: ["at", "limit"] },
);

/** How somebody solves lessons: the outcomes of their answers one after the other (then right ones), exercises that an item has, seconds between answers. */
const anyManner = fc.record({
  outcomes: fc.array(fc.constantFrom(true, true, false), { maxLength: 60 }),
  exercises: fc.integer({ min: 1, max: 3 }),
  seconds: fc.constantFrom(5, 15, 60),
});
type Manner = typeof anyManner extends fc.Arbitrary<infer Of> ? Of : never;

const KNOWN_AT_ONCE: Manner = { outcomes: [], exercises: 1, seconds: 15 };

/** The learner, and the moment, once the lessons of a change have been solved, each exercise until it is right. */
function solve(
  before: LearnerState,
  made: Catalogue,
  { finish, manner }: { finish: readonly string[]; manner: Manner },
): { learner: LearnerState; at: number } {
  let learner = before;
  let at = NOW;
  let answers = 0;
  const kinds = new Map(made.items.map((item) => [item.id, item]));
  for (const id of finish) {
    for (const item of made.lessons.find((lesson) => lesson.id === id)?.items ?? []) {
      for (let solved = 0; solved < manner.exercises;) {
        const { skills = [], kind = "choice" } = kinds.get(item) ?? {};
        const correct = manner.outcomes[answers] ?? true;
        answers += 1;
        learner = observe(model, learner, {
          item,
          skills,
          kind,
          at,
          correct,
          elapsedMs: 1_000 * manner.seconds,
        });
        at += manner.seconds;
        if (correct) solved += 1;
      }
    }
  }
  return { learner, at };
}

/** The lesson that is first once a change was made. */
function firstAfter(
  learner: LearnerState,
  made: Catalogue,
  query: { lessonId: string; options: RecommendOptions; change: Change; manner: Manner },
): string | undefined {
  const after = solve(learner, made, { finish: query.change.finish, manner: query.manner });
  const changed = applyChange(model, learner, made, { ...query, at: after.at });
  return recommend(model, after.learner, made, changed).lessons[0]?.lessonId;
}

describe("whyNot", () => {
  it("names a change that puts the lesson first, always, however the lessons before it are solved", () => {
    fc.assert(
      fc.property(anyHistory, anyOptions, anyLesson, anyManner, (learner, options, lessonId, manner) => {
        const change = whyNot(model, learner, catalogue, { lessonId, options })?.change;
        if (change === undefined || change === null) throw new Error("no change");
        expect(firstAfter(learner, catalogue, { lessonId, options, change, manner })).toBe(lessonId);
      }),
      { numRuns: 500 },
    );
  });

  it("does so in a course that is badly made, too, but for lessons of nothing", () => {
    fc.assert(
      fc.property(anyCatalogue, anyHistory, anyOptions, anyLesson, (made, learner, options, lessonId) => {
        const answer = whyNot(model, learner, made, { lessonId, options });
        const exists = made.lessons.some(({ id }) => id === lessonId);
        expect(answer !== null).toBe(exists);
        expect(hasBadNumber([answer, recommend(model, learner, made, options)])).toBe(false);
        if (answer === null || answer.block.code === "EMPTY") return;
        if (answer.change === null) throw new Error("no change");
        const query = { lessonId, options, change: answer.change, manner: KNOWN_AT_ONCE };
        expect(firstAfter(learner, made, query)).toBe(lessonId);
      }),
      { numRuns: 300 },
    );
  });

  it("names no larger wish than is needed where nothing comes before the lesson", () => {
    fc.assert(
      fc.property(anyHistory, anyOptions, anyLesson, anyManner, (learner, options, lessonId, manner) => {
        const change = whyNot(model, learner, catalogue, { lessonId, options })?.change;
        if (change === undefined || change === null || change.wish === 0 || change.finish.length > 0) return;
        const less = { ...change, wish: change.wish - 1e-6 };
        expect(firstAfter(learner, catalogue, { lessonId, options, change: less, manner })).not.toBe(
          lessonId,
        );
      }),
      { numRuns: 200 },
    );
  });

  it("says which prerequisites are missing", () => {
    const answer = whyNot(model, emptyLearner(), catalogue, {
      lessonId: "lesson 12",
      options: { at: NOW, limit: 5 },
    });
    expect(answer?.block).toEqual({ code: "PREREQUISITES", lessons: ["lesson 6"] });
    expect(answer?.change?.finish).toEqual(["lesson 0", "lesson 6"]);
  });

  it("knows no lesson that does not exist", () => {
    const query = { lessonId: "lesson 99", options: { at: NOW, limit: 5 } };
    expect(whyNot(model, emptyLearner(), catalogue, query)).toBeNull();
    expect(why(model, emptyLearner(), catalogue, query)).toBeNull();
  });
});

describe("recommend", () => {
  it("gives probabilities, propensities and terms that add up, whatever the history", () => {
    fc.assert(
      fc.property(anyHistory, anyOptions, (learner, options) => {
        const { lessons, review } = recommend(model, learner, catalogue, options);
        expect(hasBadNumber({ lessons, review })).toBe(false);
        expect(lessons.length).toBeLessThanOrEqual(options.limit);
        expect(new Set(lessons.map(({ lessonId }) => lessonId)).size).toBe(lessons.length);
        for (const { lessonId, confidence, interval, propensity, score, terms } of lessons) {
          expect(interval[0]).toBeLessThanOrEqual(confidence);
          expect(confidence).toBeLessThanOrEqual(interval[1]);
          expect(propensity).toBeGreaterThan(0);
          expect(propensity).toBeLessThanOrEqual(1);
          expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(score);
          expect(why(model, learner, catalogue, { lessonId, options })?.score).toBe(score);
        }
      }),
      { numRuns: 300 },
    );
  });
});
