import { parseArgs } from "node:util";
import { LOG_FAMILIES, SIMPLE_FAMILIES, simulateLogs } from "../simulation/logs/index.ts";
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
      seeds: { type: "string", default: "1" },
      judged: { type: "string", default: "any" },
    },
  });
  const { judged } = values;
  if (!isJudged(judged)) throw new Error(`--judged is one of ${JUDGED.join(", ")}`);
  if (values.simulated !== undefined) {
    const [train, seed, seeds] = [values.learners, values.seed, values.seeds].map(Number);
    if (!isCount(train)) throw new Error("--learners must be a whole number from 1 on");
    if (!isCount(seeds)) throw new Error("--seeds must be a whole number from 1 on");
    return compareSimulated(values.simulated, { train, seed: seed ?? 1, seeds, judged });
  }
  if (values.train === undefined || values.test === undefined)
    throw new Error("--train FILE and --test FILE, or --simulated FAMILY, are needed");
  print([
    compare(partedFor(judged, { train: await readAll(values.train), test: await readAll(values.test) })),
  ]);
}

function isCount(value: number | undefined): value is number {
  return Number.isInteger(value) && (value ?? 0) >= 1;
}

interface Simulation {
  readonly train: number;
  readonly seed: number;
  /** How many logs of each family, by this seed and those after it. */
  readonly seeds: number;
  readonly judged: Judged;
}

function compareSimulated(wanted: string, { train, seed, seeds, judged }: Simulation): void {
  const groups = { all: LOG_FAMILIES, simple: SIMPLE_FAMILIES };
  const every = Object.entries({ ...LOG_FAMILIES, ...SIMPLE_FAMILIES });
  const families =
    wanted === "all" || wanted === "simple"
      ? Object.entries(groups[wanted])
      : every.filter(([name]) => name === wanted);
  if (families.length === 0)
    throw new Error(`--simulated must be all, simple or one of ${every.map(([name]) => name).join(", ")}`);
  for (const [name, family] of families) {
    const logs = Array.from({ length: seeds }, (_, index) => {
      const like = { train, test: Math.max(100, Math.ceil(train / 2)), seed: seed + index };
      return partedFor(judged, simulateLogs(family, like));
    });
    const rows = logs.map((log) => `${log.train.length} and ${log.test.length}`).join(", ");
    process.stdout.write(`\n${name}: ${rows} rows\n`);
    print(logs.map(compare));
  }
}

/** How good probabilities were, by model: `COLUMNS` in their order. */
type Figures = ReadonlyMap<string, readonly number[]>;

const COLUMNS = ["AUC", "log loss", "Brier", "ECE", "by chance"] as const;

function compare({ train, test }: Logs): Figures {
  const outcomes = test.filter((event) => event.correct !== null).map((event) => event.correct === true);
  if (outcomes.length === 0) throw new Error("the test log has no scored rows");
  const figures = new Map<string, readonly number[]>();
  for (const [name, describe] of Object.entries(REFERENCE_MODELS)) {
    figures.set(name, judge(predictByReference(describe, train, test), outcomes));
  }
  return figures.set("engine", judge(predictByEngine({ train, test }), outcomes));
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

/** The last is the calibration error that chance alone would show. */
function judge(probabilities: readonly number[], outcomes: readonly boolean[]): number[] {
  const { auc, logLoss, brier, ece } = measure(probabilities, outcomes);
  return [auc, logLoss, brier, ece, errorByChance(probabilities)];
}

/** The means over logs. */
function print(logs: readonly Figures[]): void {
  printLine("model", COLUMNS);
  for (const name of logs[0]?.keys() ?? []) {
    const means = COLUMNS.map((_, column) => {
      const sum = logs.reduce((total, figures) => total + (figures.get(name)?.[column] ?? 0), 0);
      return (sum / logs.length).toFixed(4);
    });
    printLine(name, means);
  }
}

function printLine(name: string, cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(16)}${cells.map((cell) => cell.padStart(10)).join("")}\n`);
}
