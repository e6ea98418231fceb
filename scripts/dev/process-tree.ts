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

/** Waits for processes to end, and kills those that have not ended in time. */
export async function endProcesses(processes: readonly ProcessEntry[], graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  const left = () => {
    const now = allProcesses();
    return processes.filter((old) => now.some(({ pid, born }) => pid === old.pid && born === old.born));
  };
  while (left().length > 0 && Date.now() < deadline) await sleep(50);
  for (const { pid } of left()) process.kill(pid, "SIGKILL");
}

function allProcesses(): ProcessEntry[] {
  return readNames("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readStat(name);
      // After the name in parentheses: state, parent, …, and as the 20th the start time.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[19] === undefined) return [];
      return [{ pid: Number(name), parent: Number(fields[1]), born: fields[19] }];
    });
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}
