import { expect, test } from "vitest";
import { planArrival } from "../arrival/index.ts";
import { after, course, DAY, hasBadNumber, model, NOW } from "../catalogue/testing/course.ts";
import { emptyLearner } from "../learner-model/index.ts";
import { recommend } from "./index.ts";
import { bestCandidates, rankLessons } from "./rank-lessons.ts";

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

test("the best are found as if every lesson's score had been worked out", () => {
  const histories = [[], [0, 5, 6], [1, 2, 3, 4, 30, 31, 60]];
  for (const items of histories) {
    const state = after(items.map((item) => [`item ${item}`, NOW - item * DAY, item % 2 === 0]));
    const catalogue = course(120);
    for (const placed of [undefined, "intermediate"] as const) {
      const options = {
        at: NOW,
        limit: 5,
        goal: { at: NOW + 20 * DAY, categories: ["food" as const] },
        wishes: { "lesson 70": 0.4, "lesson 71": -1 },
        userType: "tourist" as const,
        ...(placed !== undefined && { placed }),
      };
      const ranking = rankLessons(model, state, catalogue, options);
      const all = catalogue.lessons.flatMap((_, position) =>
        ranking.isCandidate(position) ? [{ position, score: ranking.scoreOf(position) }] : [],
      );
      for (const { position, score } of all) expect(ranking.ceilingOf(position)).toBeGreaterThan(score);
      all.sort((a, b) => b.score - a.score || a.position - b.position);
      expect(bestCandidates(ranking, 10)).toEqual(all.slice(0, 10));
    }
  }
});
