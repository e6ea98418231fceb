import { expect, it } from "vitest";
import { LOG_FAMILIES, simulateLogs } from "../../../simulation/logs/index.ts";
import { answersOf } from "./answers.ts";
import { fitFacts } from "./fit-facts.ts";
import { followBeliefs } from "./follow-beliefs.ts";
import { LogStore } from "./log-store.ts";
import { replay } from "./replay.ts";

it("rates each answer as replay does, studies and several skills included", () => {
  const { steps } = LOG_FAMILIES;
  if (steps === undefined) throw new Error("there are no steps");
  const store = new LogStore();
  simulateLogs(steps, { train: 8, test: 0, seed: 1 }).train.forEach((event, row) =>
    store.add(row % 7 === 0 ? { ...event, correct: null } : event),
  );
  const learners = store.byLearner();
  const answers = answersOf(learners, store.skillSets);
  const scales = { priorKnowledge: 0.5, skill: 2, item: 0.25, loadings: 1 };
  const facts = fitFacts(store, answers, scales);
  const expected: number[] = [];
  for (const rows of learners) {
    replay(rows, store.skillSets, facts, ({ rating }, { correct }) => {
      if (correct !== null) expected.push(rating.logit);
    });
  }
  const logits: number[] = [];
  followBeliefs(answers, store.skillSets, facts, (_, rating) => logits.push(rating.logit));
  expect(logits.length).toBeGreaterThan(500);
  expect(logits).toEqual(expected);
});
