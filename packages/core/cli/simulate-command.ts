import { parseArgs } from "node:util";
import { engineAskingAgain, engineFromNothing, SIMPLE_POLICIES } from "../simulation/policies/index.ts";
import { isTruthName, TRUTH_NAMES, type TruthName } from "../simulation/simulate-learner.ts";
import { simulate, type Cell, type PolicyResult } from "../simulation/simulate.ts";

const DAYS = [30, 90];
const DEFAULT_LEARNERS = 40;
const MOST_LEARNERS = 10_000;
const DEFAULT_SEED = 1;

/** Prints, cell by cell, how many words simulated learners recall in the end per hour under each way of practice. */
export function simulateCommand(flags: readonly string[]): void {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      days: { type: "string" },
      learners: { type: "string" },
      truth: { type: "string", default: "all" },
      seed: { type: "string" },
    },
  });
  const days = values.days === undefined ? DAYS : [wholeNumber("--days", values.days, 365)];
  const learners = wholeNumber("--learners", values.learners ?? String(DEFAULT_LEARNERS), MOST_LEARNERS);
  const seed = wholeNumber("--seed", values.seed ?? String(DEFAULT_SEED), 2 ** 31);
  const truths = truthsOf(values.truth);
  const policies = [...SIMPLE_POLICIES, engineAskingAgain(), engineFromNothing()];
  const cells: Cell[] = [];
  for (const cell of simulate({ truths, days, learners, seed }, policies)) {
    cells.push(cell);
    printCell(cell, learners);
  }
  if (cells.length > 1) printMeans(cells);
}

function truthsOf(name: string): readonly TruthName[] {
  if (name === "all") return TRUTH_NAMES;
  if (isTruthName(name)) return [name];
  throw new Error(`--truth is a letter from A to H, or all for ${TRUTH_NAMES.join(" and ")}`);
}

function wholeNumber(flag: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${flag} is a whole number from 1 to ${most}`);
  }
  return value;
}

function printCell({ truth, days, results }: Cell, learners: number): void {
  const [original] = results;
  const engine = results.at(-1);
  print(`truth ${truth}, ${days} days, ${learners} learners`, [
    "words/hour",
    "± s.e.",
    "to original",
    "engine less it",
  ]);
  for (const result of results) {
    const { name, perHour, error } = result;
    const relative = original === undefined ? 0 : 100 * (perHour / original.perHour - 1);
    print(`  ${name}`, [
      perHour.toFixed(2),
      error.toFixed(2),
      `${signed(relative, 1)} %`,
      difference(engine, result),
    ]);
  }
  process.stdout.write("\n");
}

/** The same learners under both, so that the standard error is of the difference. */
function difference(engine: PolicyResult | undefined, other: PolicyResult): string {
  if (engine === undefined || engine === other) return "";
  const values = engine.values.map((value, learner) => value - (other.values[learner] ?? 0));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return `${signed(mean, 2)} ± ${Math.sqrt(spread / values.length).toFixed(2)}`;
}

function printMeans(cells: readonly Cell[]): void {
  print("mean over the cells", ["words/hour", "", "to original"]);
  cells[0]?.results.forEach(({ name }, policy) => {
    const results = cells.map(({ results }) => results[policy]?.perHour ?? 0);
    const relatives = cells.map(
      ({ results }) => (results[policy]?.perHour ?? 0) / (results[0]?.perHour ?? 1) - 1,
    );
    print(`  ${name}`, [mean(results).toFixed(2), "", `${signed(100 * mean(relatives), 1)} %`]);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(digits)}`;
}

function print(name: string, cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(34)}${cells.map((cell) => cell.padStart(16)).join("")}\n`);
}
