import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "../report/statistics.ts";
import { short, type Table } from "../report/table.ts";
import type { Suite, SuiteOptions } from "../suite.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

async function node(...args: readonly string[]): Promise<{ stdout: string; seconds: number }> {
  const startedAt = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    maxBuffer: 2 ** 28,
  });
  return { stdout, seconds: (performance.now() - startedAt) / 1000 };
}

/** Runs a command of the engine as the outside does. */
const engine = (...args: readonly string[]) => node("packages/core/cli/start.mjs", ...args);

/** The tables that a command prints: blocks of lines whose cells are two blanks apart, the first line their head. */
export function readTables(stdout: string): { columns: string[]; rows: string[][] }[] {
  return stdout
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [columns = [], ...rows] = block.split("\n").map((line) => line.trim().split(/ {2,}/));
      return { columns, rows };
    });
}

const LEARNERS = 40;
const ANSWERS = 250;
const ITEMS = 80;

/** Some log of the usual size and shape; what it says is of no interest, only how long it takes. */
function syntheticLog(): string {
  const lines = ["learner,item,skills,kind,at,correct,elapsed_ms"];
  for (let learner = 0; learner < LEARNERS; learner += 1) {
    for (let answer = 0; answer < ANSWERS; answer += 1) {
      const [roll = 0, item = 0, time = 0] = createHash("sha256").update(`${learner}/${answer}`).digest();
      const isRight = roll / 255 < 0.5 + 0.4 * (answer / ANSWERS);
      const at = 1_700_000_000 + learner * 10 + answer * 3_600;
      lines.push(
        `l${learner},i${item % ITEMS},s${item % 8},type,${at},${isRight ? 1 : 0},${1_000 + time * 20}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

async function measureSpeed(folder: string, rounds: number): Promise<Table> {
  const [log, model] = [join(folder, "log.csv"), join(folder, "model.json")];
  writeFileSync(log, syntheticLog());
  const rows = LEARNERS * ANSWERS;
  const fits: number[] = [];
  const predictions: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    fits.push((await engine("fit", "--events", log, "--model", model)).seconds);
    predictions.push((await engine("predict", "--model", model, "--events", log)).seconds);
  }
  const row = (name: string, seconds: readonly number[]) => [
    name,
    short(median(seconds)),
    short(rows / median(seconds)),
  ];
  return {
    title: "Speed",
    columns: ["command", "s", "rows/s"],
    rows: [row("engine fit", fits), row("engine predict", predictions)],
    notes: [`A simulated log of ${rows} answers; the start of the process is counted.`],
  };
}

async function measurePractice(learners: number): Promise<Table> {
  const { stdout } = await engine("simulate", "--days", "30", "--learners", String(learners));
  const tables = readTables(stdout);
  const measures = tables[0]?.columns.slice(1) ?? [];
  return {
    title: "Practice: words known after 30 days for each hour spent",
    columns: ["policy", ...measures],
    // The table of means has fewer columns than the others.
    rows: tables.flatMap(({ columns, rows }) => [
      [columns[0] ?? "", ...measures.map(() => "")],
      ...rows.map((row) => [row[0] ?? "", ...measures.map((name) => row[columns.indexOf(name)] ?? "")]),
    ]),
    notes: ["Simulated learners whose memories are not the engine's; docs/engine.md says how."],
  };
}

async function measureRanking(): Promise<Table> {
  const { stdout } = await node("--import", "tsx", "packages/core/simulation/rank-bench.ts");
  const [table] = readTables(stdout);
  return {
    title: "Ranking a catalogue for one learner",
    columns: table?.columns ?? [],
    rows: table?.rows ?? [],
    notes: ["Milliseconds of CPU time, medians of 101 runs; the learner has met 300 items."],
  };
}

/** Each `<name>.train.csv` of a folder with its `<name>.dev.csv`. */
async function measurePrediction(folder: string): Promise<Table[]> {
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.train\.csv$/.exec(file)?.[1] ?? []);
  const tables: Table[] = [];
  for (const name of names.toSorted()) {
    const [train, test] = [join(folder, `${name}.train.csv`), join(folder, `${name}.dev.csv`)];
    const [table] = readTables((await engine("compare", "--train", train, "--test", test)).stdout);
    tables.push({
      title: `Prediction: ${name}`,
      columns: table?.columns ?? [],
      rows: table?.rows ?? [],
      notes: [],
    });
  }
  return tables;
}

/** The engine by its own commands: what practice by it is worth, how well it predicts, how fast it is. */
export const engineSuite: Suite = {
  name: "engine",
  async run({ rounds, logs, tell }: SuiteOptions): Promise<Table[]> {
    const folder = mkdtempSync(join(tmpdir(), "fluentfusion-bench-engine-"));
    try {
      tell("simulated practice");
      const practice = await measurePractice(20);
      tell(`fitting and predicting, ${rounds} rounds`);
      const speed = await measureSpeed(folder, rounds);
      tell("ranking up to 20,000 lessons");
      const ranking = await measureRanking();
      if (logs === null) return [practice, speed, ranking];
      tell("predicting real logs");
      return [practice, ...(await measurePrediction(logs)), speed, ranking];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
