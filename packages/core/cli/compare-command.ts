import { parseArgs } from "node:util";
import { LOG_FAMILIES, simulateLogs } from "../simulation/logs/index.ts";
import { fit, LogStream, measure, type LearnerEvent } from "../src/learner-model/index.ts";
import { errorByChance } from "./bench/error-by-chance.ts";
import { predictByReference, REFERENCE_MODELS } from "./bench/reference-models.ts";
import { readEvents } from "./event-rows.ts";
import { isJudged, JUDGED, partedFor, type Judged, type Logs } from "./judged-learners.ts";

/** Fits the engine and the reference models on one log and prints how well each predicts another. */
export async function compareCommand(flags: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      train: { type: "string" },
      test: { type: "string" },
      simulated: { type: "string" },
      learners: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      judged: { type: "string", default: "any" },
    },
  });
  const { judged } = values;
  if (!isJudged(judged)) throw new Error(`--judged is one of ${JUDGED.join(", ")}`);
  if (values.simulated !== undefined) {
    const train = Number(values.learners);
    if (!Number.isInteger(train) || train < 1) throw new Error("--learners must be a whole number from 1 on");
    return compareSimulated(values.simulated, { train, seed: Number(values.seed), judged });
  }
  if (values.train === undefined || values.test === undefined)
    throw new Error("--train FILE and --test FILE, or --simulated FAMILY, are needed");
  compare(partedFor(judged, { train: await readAll(values.train), test: await readAll(values.test) }));
}

interface Simulation {
  readonly train: number;
  readonly seed: number;
  readonly judged: Judged;
}

function compareSimulated(wanted: string, { train, seed, judged }: Simulation): void {
  const families = Object.entries(LOG_FAMILIES).filter(([name]) => wanted === "all" || name === wanted);
  if (families.length === 0)
    throw new Error(`--simulated must be all or one of ${Object.keys(LOG_FAMILIES).join(", ")}`);
  for (const [name, family] of families) {
    const like = simulateLogs(family, { train, test: Math.max(100, Math.ceil(train / 2)), seed });
    const logs = partedFor(judged, like);
    process.stdout.write(`\n${name}: ${logs.train.length} and ${logs.test.length} rows\n`);
    compare(logs);
  }
}

function compare({ train, test }: Logs): void {
  const outcomes = test.filter((event) => event.correct !== null).map((event) => event.correct === true);
  if (outcomes.length === 0) throw new Error("the test log has no scored rows");
  print("model", ["AUC", "log loss", "Brier", "ECE", "by chance"]);
  for (const [name, describe] of Object.entries(REFERENCE_MODELS)) {
    judge(name, predictByReference(describe, train, test), outcomes);
  }
  judge("engine", predictByEngine({ train, test }), outcomes);
}

async function readAll(path: string): Promise<LearnerEvent[]> {
  const events: LearnerEvent[] = [];
  for await (const batch of readEvents(path)) events.push(...batch);
  return events;
}

/** What the engine gives each scored row of the test log before its outcome. */
export function predictByEngine({ train, test }: Logs): number[] {
  const stream = new LogStream(fit(train));
  return test.flatMap((event) => {
    const probability = stream.next(event);
    return event.correct === null ? [] : [probability];
  });
}

/** Prints how good probabilities were; the last column is the calibration error that chance alone would show. */
function judge(name: string, probabilities: readonly number[], outcomes: readonly boolean[]): void {
  const { auc, logLoss, brier, ece } = measure(probabilities, outcomes);
  const figures = [auc, logLoss, brier, ece, errorByChance(probabilities)];
  print(
    name,
    figures.map((value) => value.toFixed(4)),
  );
}

function print(name: string, cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(16)}${cells.map((cell) => cell.padStart(10)).join("")}\n`);
}
