import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** CPU time as Linux counts it. Elsewhere there is none, and the columns stay empty. */
export const HAS_CPU_TIMES = process.platform === "linux";

/** Ticks a second; 100 on every common kernel, but asked for all the same. */
const TICKS = HAS_CPU_TIMES ? Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })) : 100;

/** The fields of a `stat` in /proc from the third (the state) on; the second may itself hold spaces. */
function statFields(process: number | string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

const sumOf = (fields: readonly string[], places: readonly number[]) =>
  places.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0) / TICKS;

/** Seconds of CPU that a process has used in all its threads, user and system. */
export function processCpuSeconds(pid: number): number {
  return sumOf(statFields(pid) ?? [], [11, 12]);
}

/** Of its first thread alone, which is where Node runs JavaScript. */
export function mainThreadCpuSeconds(pid: number): number {
  return sumOf(statFields(`${pid}/task/${pid}`) ?? [], [11, 12]);
}

/** Seconds of CPU of a process and all its children, those that have ended too: of a PostgreSQL and its backends. */
export function familyCpuSeconds(pid: number): number {
  if (!HAS_CPU_TIMES) return 0;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const fields = statFields(Number(name));
      return fields !== null && Number(fields[1]) === pid ? [sumOf(fields, [11, 12])] : [];
    });
  // Fields 13 and 14 hold what ended children have used.
  return sumOf(statFields(pid) ?? [], [11, 12, 13, 14]) + children.reduce((sum, one) => sum + one, 0);
}

export function parentOf(pid: number): number | null {
  const parent = statFields(pid)?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Resident memory in MiB; `null` where the system does not say. */
export function residentMib(pid: number): number | null {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}
