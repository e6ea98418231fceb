import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  after,
  anyHistory,
  course,
  DAY,
  hasBadNumber,
  model,
  NOW,
  type Row,
} from "../catalogue/testing/course.ts";
import { emptyLearner } from "../learner-model/index.ts";
import { planSession } from "./index.ts";

const catalogue = course(12);
const plan = (learner = emptyLearner(), minutes = 10) =>
  planSession(model, learner, catalogue, { at: NOW, minutes, goal: null });

/** Every item of the course, met `daysAgo` and right `times` times on as many days before. */
function finished(daysAgo: number, times = 3): Row[] {
  return Array.from({ length: times }, (_, time) =>
    catalogue.items.map(({ id }, n): Row => [id, NOW - (daysAgo + times - time) * DAY + n * 10, true]),
  ).flat();
}

describe("planSession", () => {
  it("begins with the course's first items for a new learner", () => {
    const { items } = plan();
    expect(items.map(({ item }) => item).slice(0, 3)).toEqual(["item 0", "item 1", "item 2"]);
    expect(items.every(({ role }) => role === "new")).toBe(true);
  });

  it("begins with the situations of the goal", () => {
    const goal = { at: NOW + 30 * DAY, categories: ["emergency" as const] };
    const { items } = planSession(model, emptyLearner(), catalogue, { at: NOW, minutes: 1, goal });
    const lesson = catalogue.lessons.find(({ category }) => category === "emergency");
    expect(lesson?.items).toContain(items[0]?.item);
  });

  it("has reviews for who returns after a year, and for who has finished everything", () => {
    expect(plan(after(finished(365))).items[0]?.role).toBe("due");
    expect(plan(after(finished(0))).items.length).toBeGreaterThan(0);
  });

  it("asks again what was wrong, and not at once what was just right", () => {
    const learner = after([
      ["item 0", NOW - 40, true],
      ["item 1", NOW - 3 * DAY, false],
      ["item 2", NOW - 20, true],
    ]);
    const items = plan(learner).items.map(({ item }) => item);
    expect(items).toContain("item 1");
    expect(items).not.toContain("item 0");
    expect(items).not.toContain("item 2");
  });

  it("keeps to the minutes, plans an item once and never the one that was practised last first", () => {
    const minutes = fc.oneof(
      fc.double({ min: 0, max: 120, noNaN: true }),
      fc.constantFrom(-1, NaN, Infinity),
    );
    const goal = fc.option(fc.integer({ min: NOW - DAY, max: NOW + 200 * DAY }).map((at) => ({ at })));
    fc.assert(
      fc.property(anyHistory, minutes, goal, (learner, time, goal) => {
        const { items, seconds } = planSession(model, learner, catalogue, { at: NOW, minutes: time, goal });
        expect(hasBadNumber(items)).toBe(false);
        expect(seconds).toBeLessThanOrEqual(Number.isFinite(time) ? Math.max(0, time * 60) : 0);
        expect(new Set(items.map(({ item }) => item)).size).toBe(items.length);
        const first = learner.items.get(items[0]?.item ?? "");
        if (items.length > 1) expect(first?.lastRow).not.toBe(learner.learner.rows - 1);
      }),
      { numRuns: 200 },
    );
  });

  it("plans nothing from an empty catalogue, and what there is from one of one lesson", () => {
    const options = { at: NOW, minutes: 60 };
    expect(planSession(model, emptyLearner(), course(0), options).items).toEqual([]);
    expect(planSession(model, emptyLearner(), course(1), options).items).toHaveLength(4);
  });

  it("is sensible when the learner's clock was in the future", () => {
    const { items } = plan(after([["item 0", NOW + 90 * DAY, true]]));
    expect(items.length).toBeGreaterThan(10);
  });
});
