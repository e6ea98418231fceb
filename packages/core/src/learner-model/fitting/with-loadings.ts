import { fitLoadings } from "./fit-loadings.ts";
import type { LogRow, LogStore } from "./log-store.ts";
import { replay, type LogFacts } from "./replay.ts";

/** An answer counts the less, the more answers of this learner to this item came before: they are not independent. */
const REPEAT_COST = 0.3;

/** The facts with each item's loadings on ability and traits. */
export function withLoadings(
  store: LogStore,
  learners: readonly (readonly LogRow[])[],
  facts: LogFacts,
): LogFacts {
  const size = learners.reduce((sum, rows) => sum + rows.length, 0);
  const items = new Int32Array(size);
  const offsets = new Float64Array(size);
  const outcomes = new Uint8Array(size);
  const weights = new Float64Array(size);
  const starts = new Int32Array(learners.length + 1);
  let at = 0;
  learners.forEach((rows, learner) => {
    replay(rows, store.skillSets, facts, ({ item, rating }, row) => {
      if (row.correct === null) return;
      items[at] = row.item;
      offsets[at] = rating.offset + rating.skill + facts.scales.item * item.knowledge.mean;
      outcomes[at] = row.correct ? 1 : 0;
      weights[at] = 1 / (1 + REPEAT_COST * item.attempts);
      at += 1;
    });
    starts[learner + 1] = at;
  });
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
