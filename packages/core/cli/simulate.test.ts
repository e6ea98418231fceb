import { expect, it } from "vitest";
import { engineFromNothing, SIMPLE_POLICIES } from "../simulation/policies/index.ts";
import { simulateLearner } from "../simulation/simulate-learner.ts";
import { simulate } from "../simulation/simulate.ts";

const [originalRules] = SIMPLE_POLICIES;
if (originalRules === undefined) throw new Error("there are no simple policies");

it("learners of both memories recall more with the engine than with the original rules", () => {
  const plan = { truths: ["A", "B"] as const, days: [20], learners: 4, seed: 3 };
  for (const { results } of simulate(plan, [originalRules, engineFromNothing()])) {
    expect(results[1]?.perHour).toBeGreaterThan(results[0]?.perHour ?? Infinity);
  }
});

it("the same life is lived twice the same, with the same minutes under every policy", () => {
  const life = { truth: "B" as const, days: 10, learner: 1, seed: 3 };
  const once = simulateLearner(life, engineFromNothing());
  expect(simulateLearner(life, engineFromNothing()).recalled).toBe(once.recalled);
  expect(simulateLearner(life, originalRules).hours).toBe(once.hours);
});
