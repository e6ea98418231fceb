import { describe, expect, it } from "vitest";
import { LOG_FAMILIES, simulateLogs } from "../simulation/logs/index.ts";
import { measure } from "../src/learner-model/index.ts";
import { predictByReference, REFERENCE_MODELS } from "./bench/reference-models.ts";
import { predictByEngine } from "./compare-command.ts";

const { "reference stack": describeForStack = () => [] } = REFERENCE_MODELS;

/** Rows of each learner that are looked at: what is to be shown shows on small logs. */
const ROWS_EACH = 60;

describe("the engine on learners that it never saw", () => {
  it.each(Object.entries(LOG_FAMILIES))(
    "predicts answers better than the reference stack on %s",
    (_, family) => {
      const whole = simulateLogs(family, { train: 20, test: 15, seed: 3 });
      const logs = { train: firstRows(whole.train), test: firstRows(whole.test) };
      const outcomes = logs.test.map(({ correct }) => correct === true);
      const engine = measure(predictByEngine(logs), outcomes);
      const stack = measure(predictByReference(describeForStack, logs.train, logs.test), outcomes);
      expect(engine.auc).toBeGreaterThan(stack.auc);
      expect(engine.logLoss).toBeLessThan(stack.logLoss - 0.005);
    },
  );
});

function firstRows<Row extends { readonly learner: string }>(log: readonly Row[]): Row[] {
  const counts = new Map<string, number>();
  return log.filter(({ learner }) => {
    const count = counts.get(learner) ?? 0;
    counts.set(learner, count + 1);
    return count < ROWS_EACH;
  });
}
