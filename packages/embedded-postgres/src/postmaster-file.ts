import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a running server says about itself in its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/**
 * Reads `postmaster.pid`, whose lines are a documented interface (pid, folder, start, port, socket folder, address,
 * shared memory, status). Undefined when there is no server, or when it is still writing the file.
 */
export function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** Removes the file that a server which is certainly gone left behind; else its reused pid would bar a start. */
export function forgetPostmaster(data: string): void {
  rmSync(join(data, "postmaster.pid"), { force: true });
}
