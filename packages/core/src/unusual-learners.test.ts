import { describe, expect, it } from "vitest";
import { planArrival } from "./arrival/index.ts";
import { after, course, DAY, hasBadNumber, model, NOW, type Row } from "./catalogue/testing/course.ts";
import { emptyLearner, predict } from "./learner-model/index.ts";
import { planSession } from "./planning/index.ts";
import { recommend } from "./recommendation/index.ts";

/** Every item of twenty lessons, right three times, the last time so many days ago. */
function everything(daysAgo: number) {
  const { items } = course(20);
  return after(
    [2, 1, 0].flatMap((round) =>
      items.map(({ id }, n): Row => [id, NOW - (daysAgo + round) * DAY - 4_000 + n * 10, true]),
    ),
  );
}

const LEARNERS = {
  "a new learner": emptyLearner(),
  "a learner with one answer": after([["item 0", NOW - DAY, true]]),
  "a learner who finished everything": everything(1),
  "a learner who returns after a year": everything(365),
  "a learner with a clock in the future": after([["item 0", NOW + 400 * DAY, true]]),
};

const records = course(20).lessons.map(({ id }) => ({
  lessonId: id,
  score: 90,
  completedAt: NOW * 1_000,
  lastAt: NOW * 1_000,
}));

describe.each(Object.entries(LEARNERS))("%s", (name, learner) => {
  it.each([0, 1, 20])("gets something sensible from a catalogue of %i lessons", (size) => {
    const catalogue = course(size);
    const finished = name.includes("finished") ? records.slice(0, size) : [];
    const goal = { at: NOW + 30 * DAY };
    const session = planSession(model, learner, catalogue, { at: NOW, minutes: 10, goal });
    const recommended = recommend(model, learner, catalogue, { at: NOW, limit: 5, goal, records: finished });
    const arrival = planArrival(model, learner, catalogue, { at: NOW, goal, minutesPerDay: 10 });
    expect(hasBadNumber([session, recommended, arrival])).toBe(false);
    expect(session.items.length > 0).toBe(size > 0);
    expect(session.seconds).toBeLessThanOrEqual(600);
    expect(recommended.lessons).toHaveLength(Math.min(5, size));
    expect(arrival.situations).toHaveLength(Math.min(6, size));
    for (const { id, skills, kind } of catalogue.items) {
      const probability = predict(model, learner, { item: id, skills, kind, at: NOW });
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
  });
});
