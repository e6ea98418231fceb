import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process as it is now: its start time tells it from a later one with the same id. */
interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly born: string;
}

/**
 * A process and all its descendants, as /proc shows them. Empty where there is no /proc: there one relies on each
 * parent to end its children.
 */
export function processTree(root: number): ProcessEntry[] {
  const all = allProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** How a package manager calls itself, or the file that Node.js runs as one. */
const RUNNER = /^(?:.*\/)?(?:npm|npx|pnpm|pnpx|yarn|bun|bunx|corepack)(?:-cli)?(?:\.[cm]?js)?(?: |$)/;

/**
 * The package managers that run a process, one within the other, with the shells between them; not who called the first.
 * Empty where there is no /proc.
 */
export function runnersOf(pid: number): ProcessEntry[] {
  const found: ProcessEntry[] = [];
  let between: ProcessEntry[] = [];
  let above = readProcess(readProcess(pid)?.parent);
  while (above !== undefined) {
    const [program = "", argument = ""] = readFrom(`/proc/${above.pid}/cmdline`).split("\0");
    between.push(above);
    if (RUNNER.test(program) || (program.endsWith("node") && RUNNER.test(argument))) {
      found.push(...between);
      between = [];
    } else if (!program.endsWith("sh") || argument !== "-c") break;
    above = readProcess(above.parent);
  }
  return found;
}

/** Whether it is still there, and not another one with its id. */
export const isThere = ({ pid, born }: ProcessEntry): boolean => readProcess(pid)?.born === born;

/** Waits for processes to end, and kills those that have not ended in time. */
export async function endProcesses(processes: readonly ProcessEntry[], graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  const left = () => processes.filter(isThere);
  while (left().length > 0 && Date.now() < deadline) await sleep(50);
  for (const { pid } of left()) process.kill(pid, "SIGKILL");
}

function allProcesses(): ProcessEntry[] {
  return readNames("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

function readProcess(pid: number | undefined): ProcessEntry | undefined {
  const stat = readFrom(`/proc/${pid}/stat`);
  // After the name in parentheses: state, parent, …, and as the 20th the start time.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (pid === undefined || fields[0] === "Z" || fields[19] === undefined) return undefined;
  return { pid, parent: Number(fields[1]), born: fields[19] };
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readFrom(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
