import { expect, it } from "vitest";
import { SIMPLE_FAMILIES, simulateLogs } from "../../../simulation/logs/index.ts";
import { USUAL_SCALES } from "../belief-scales.ts";
import { answersOf } from "./answers.ts";
import { chooseScales } from "./choose-scales.ts";
import { fitFacts } from "./fit-facts.ts";
import { LogStore } from "./log-store.ts";

const logOf = (family: string, learners: number) => {
  const simulate = SIMPLE_FAMILIES[family];
  if (simulate === undefined) throw new Error(`there is no family ${family}`);
  return simulateLogs(simulate, { train: learners, test: 0, seed: 1 }).train;
};

const storeOf = (family: string, learners: number) => {
  const store = new LogStore();
  for (const event of logOf(family, learners)) store.add(event);
  return store;
};

const factsOf = (family: string) => {
  const store = storeOf(family, 100);
  return fitFacts(store, answersOf(store.byLearner(), store.skillSets), USUAL_SCALES);
};

it("where learners differ in ability alone, says so, but not of a few learners", () => {
  const store = storeOf("once", 200);
  const scales = chooseScales(store, store.byLearner(), 5);
  expect(scales).toMatchObject({ priorKnowledge: 0, skill: 0, item: 0 });
  expect(chooseScales(store, store.byLearner().slice(0, 19), 5)).toEqual(USUAL_SCALES);
});

it("finds how usual right answers are where nearly all are right", () => {
  const [unmet = 0] = factsOf("nearly-right").phases;
  expect(unmet).toBeGreaterThan(3.5);
});

it("learns of an item's ease at a first meeting from later ones, too", () => {
  for (const { first, again } of factsOf("again").items) expect(Math.abs(first - again)).toBeLessThan(0.8);
});
