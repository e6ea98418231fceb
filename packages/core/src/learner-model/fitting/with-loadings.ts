import type { Answers } from "./answers.ts";
import { fitLoadings } from "./fit-loadings.ts";
import { followBeliefs } from "./follow-beliefs.ts";
import type { SkillSets } from "./log-store.ts";
import type { LogFacts } from "./replay.ts";

/** An answer counts the less, the more answers of this learner to this item came before: they are not independent. */
const REPEAT_COST = 0.3;

/** The facts with each item's loadings on ability and traits. */
export function withLoadings(answers: Answers, skillSets: SkillSets, facts: LogFacts): LogFacts {
  const offsets = new Float64Array(answers.items.length);
  followBeliefs(answers, skillSets, facts, (row, rating, item) => {
    offsets[row] = rating.offset + rating.skill + facts.scales.item * item.knowledge.mean;
  });
  const weights = Float64Array.from(answers.attempts, (attempts) => 1 / (1 + REPEAT_COST * attempts));
  const { items, outcomes, starts } = answers;
  const loadings = fitLoadings({ items, offsets, outcomes, weights, starts }, facts.items.length);
  const width = loadings.length / Math.max(1, facts.items.length);
  return {
    ...facts,
    items: facts.items.map((item, index) => ({
      ...item,
      loadings: Array.from(loadings.subarray(index * width, (index + 1) * width), Math.fround),
    })),
  };
}
