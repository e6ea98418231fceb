import { parseArgs } from "node:util";
import { fit, LogStream, type LearnerEvent, measure, type Metrics } from "../src/learner-model/index.ts";

import { predictByReference, REFERENCE_MODELS } from "./bench/reference-models.ts";
import { readEvents } from "./event-rows.ts";

/** Fits the engine and the reference models on one log and prints how well each predicts another. */
export async function compareCommand(flags: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: { train: { type: "string" }, test: { type: "string" } },
  });
  if (values.train === undefined || values.test === undefined)
    throw new Error("--train FILE and --test FILE are needed");
  const train = await readAll(values.train);
  const test = await readAll(values.test);
  const outcomes = test.filter((event) => event.correct !== null).map((event) => event.correct === true);
  if (outcomes.length === 0) throw new Error("the test log has no scored rows");
  print("model", ["AUC", "log loss", "Brier", "ECE"]);
  for (const [name, describe] of Object.entries(REFERENCE_MODELS)) {
    printMetrics(name, measure(predictByReference(describe, train, test), outcomes));
  }
  printMetrics("engine", measure(predictByEngine(train, test), outcomes));
}

async function readAll(path: string): Promise<LearnerEvent[]> {
  const events: LearnerEvent[] = [];
  for await (const batch of readEvents(path)) events.push(...batch);
  return events;
}

function predictByEngine(train: readonly LearnerEvent[], test: readonly LearnerEvent[]): number[] {
  const stream = new LogStream(fit(train));
  return test.flatMap((event) => {
    const probability = stream.next(event);
    return event.correct === null ? [] : [probability];
  });
}

function printMetrics(name: string, metrics: Metrics): void {
  print(
    name,
    [metrics.auc, metrics.logLoss, metrics.brier, metrics.ece].map((value) => value.toFixed(4)),
  );
}

function print(name: string, cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(16)}${cells.map((cell) => cell.padStart(10)).join("")}\n`);
}
