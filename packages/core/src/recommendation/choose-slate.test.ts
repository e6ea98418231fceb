import { expect, test } from "vitest";
import { course } from "../catalogue/testing/course.ts";
import { chooseSlate, firstChoices } from "./choose-slate.ts";

const DRAWS = 20_000;

test("chance puts lessons first as often as their propensities say", () => {
  const { lessons } = course(20);
  const candidates = lessons.map((_, position) => ({ position, score: 1 / (1 + position) }));
  const counts = new Map<string, number>();
  for (let seed = 0; seed < DRAWS; seed += 1) {
    const id = lessons[chooseSlate(candidates, lessons, { limit: 1, seed })[0]?.position ?? -1]?.id ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const first = firstChoices(candidates, lessons, { limit: 1, seed: 0 });
  expect([...counts.keys()].toSorted()).toEqual(first.map(([id]) => id).toSorted());
  for (const [id, probability] of first) {
    const deviation = Math.sqrt((probability * (1 - probability)) / DRAWS);
    expect(Math.abs((counts.get(id) ?? 0) / DRAWS - probability)).toBeLessThan(4 * deviation);
  }
});

test("chance does not take the place of a lesson that the learner asked for", () => {
  const { lessons } = course(20);
  const candidates = lessons.map((_, position) => ({ position, score: 1 / (1 + position) }));
  const wishes = { [lessons[0]?.id ?? ""]: 0 };
  for (let seed = 0; seed < 200; seed += 1)
    expect(chooseSlate(candidates, lessons, { limit: 3, seed, wishes })[0]).toMatchObject({
      position: 0,
      propensity: 1,
    });
  expect(firstChoices(candidates, lessons, { limit: 1, seed: 0, wishes })).toEqual([[lessons[0]?.id, 1]]);
});
