import { expect, test } from "vitest";
import { planArrival } from "../arrival/index.ts";
import { after, course, DAY, hasBadNumber, model, NOW } from "../catalogue/testing/course.ts";
import { emptyLearner } from "../learner-model/index.ts";
import { recommend } from "./index.ts";

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

test("no bad number comes out for a bad one that goes in", () => {
  const state = after([["item 0", NOW, true]]);
  for (const bad of [NaN, Infinity, -Infinity, 1e300]) {
    const options = { at: bad, limit: 5, goal: { at: bad }, wishes: { "lesson 1": bad }, seed: bad };
    expect(hasBadNumber(recommend(model, state, course(20), options))).toBe(false);
    const plan = planArrival(model, state, course(20), { at: bad, goal: { at: bad }, minutesPerDay: bad });
    expect(hasBadNumber(plan)).toBe(false);
    expect(recommend(model, state, course(20), { at: NOW, limit: bad }).lessons.length).toBeLessThanOrEqual(
      100,
    );
  }
});

test("what could have come first is known with its probability, and what came first is among it", () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const { lessons, first } = recommend(model, emptyLearner(), course(20), { at: NOW, limit: 5, seed });
    expect(first.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1, 12);
    expect(first.find(([id]) => id === lessons[0]?.lessonId)?.[1]).toBe(lessons[0]?.propensity);
  }
  const certain = recommend(model, emptyLearner(), course(20), { at: NOW, limit: 5 });
  expect(certain.first).toEqual([[certain.lessons[0]?.lessonId, 1]]);
});
