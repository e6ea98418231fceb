import { readFileSync } from "node:fs";

import { errorCode } from "./errors.ts";

/** Whether a process with this id exists and runs. A zombie, which only waits to be reaped, does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== "EPERM") return false;
  }
  return statFields(pid)?.[0] !== "Z";
}

/**
 * When a process began, in ticks since the machine booted: tells it from a later process that was given the same
 * id. Empty where the system does not say (anything but Linux).
 */
export function birthMark(pid: number): string {
  return statFields(pid)?.[19] ?? "";
}

/** Whether the process is a PostgreSQL server, as far as the system says; where it does not, whether it runs. */
export function isPostgres(pid: number): boolean {
  if (!isRunning(pid)) return false;
  const command = readText(`/proc/${pid}/cmdline`);
  return command === undefined || command.includes("postgres");
}

/** The fields of /proc/<pid>/stat from the third (the state) on; the second may itself hold spaces. */
function statFields(pid: number): string[] | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
