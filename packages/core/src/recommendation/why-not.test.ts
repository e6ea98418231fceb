import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCatalogue, anyHistory, course, hasBadNumber, model, NOW } from "../catalogue/testing/course.ts";
import { emptyLearner } from "../learner-model/index.ts";
import { CATEGORIES, DIFFICULTIES, USER_TYPES } from "../vocabulary.ts";
import { applyChange, recommend, why, whyNot, type RecommendOptions } from "./index.ts";

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

describe("whyNot", () => {
  it("names a change that puts the lesson first, always", () => {
    fc.assert(
      fc.property(anyHistory, anyOptions, anyLesson, (learner, options, lessonId) => {
        const answer = whyNot(model, learner, catalogue, { lessonId, options });
        if (answer === null || answer.change === null) throw new Error("no change");
        const changed = applyChange(model, learner, catalogue, { lessonId, options, change: answer.change });
        expect(recommend(model, learner, catalogue, changed).lessons[0]?.lessonId).toBe(lessonId);
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
        const changed = applyChange(model, learner, made, { lessonId, options, change: answer.change });
        expect(recommend(model, learner, made, changed).lessons[0]?.lessonId).toBe(lessonId);
      }),
      { numRuns: 300 },
    );
  });

  it("names no larger wish than is needed", () => {
    fc.assert(
      fc.property(anyHistory, anyOptions, anyLesson, (learner, options, lessonId) => {
        const change = whyNot(model, learner, catalogue, { lessonId, options })?.change;
        if (change === undefined || change === null || change.wish === 0) return;
        const less = { ...change, wish: change.wish - 1e-6 };
        const changed = applyChange(model, learner, catalogue, { lessonId, options, change: less });
        expect(recommend(model, learner, catalogue, changed).lessons[0]?.lessonId).not.toBe(lessonId);
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
