import { expect, it } from "vitest";
import type { LearnerEvent } from "../src/learner-model/index.ts";
import { partedFor } from "./judged-learners.ts";

function answers(learner: string, rights: number): LearnerEvent[] {
  const row = { learner, item: "a", skills: [], kind: "recall", at: null, elapsedMs: null };
  return [true, true, true, true].map((_, index) => ({ ...row, correct: index < rights }));
}

const learnersOf = (events: readonly LearnerEvent[]) => [...new Set(events.map(({ learner }) => learner))];

it("judges by one half of all learners and fits on the other", () => {
  const logs = {
    train: [...answers("able", 4), ...answers("weak", 1)],
    test: [...answers("fair", 3), ...answers("poor", 0)],
  };
  const byAbler = partedFor("abler", logs);
  expect(learnersOf(byAbler.train)).toEqual(["weak", "poor"]);
  expect(learnersOf(byAbler.test)).toEqual(["able", "fair"]);
  const byWeaker = partedFor("weaker", logs);
  expect(byWeaker).toEqual({ train: byAbler.test, test: byAbler.train });
  expect(partedFor("any", logs)).toBe(logs);
});
