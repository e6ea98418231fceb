import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { birthMark, isRunning } from "./processes.ts";

let count = 0;

/** A file name that belongs to this process and to one use within it, and that says so to other processes. */
export function newMark(): string {
  count += 1;
  return `${process.pid}-${birthMark(process.pid)}-${count}`;
}

/** Leaves a mark in a folder: an empty file that counts for as long as this process lives. */
export function leaveMark(folder: string, mark: string): void {
  writeFileSync(join(folder, mark), "");
}

/** Takes a mark, or a folder named by one, away again. */
export function eraseMark(folder: string, mark: string): void {
  rmSync(join(folder, mark), { force: true, recursive: true });
}

/** The marks in a folder whose process still lives; those of dead processes are swept away. */
export function liveMarks(folder: string): string[] {
  const marks = readdirSync(folder);
  const live = marks.filter(isLive);
  for (const mark of marks) if (!live.includes(mark)) eraseMark(folder, mark);
  return live;
}

function isLive(mark: string): boolean {
  const [pid, birth] = mark.split("-");
  if (pid === undefined || !/^\d+$/.test(pid) || !isRunning(Number(pid))) return false;
  const actual = birthMark(Number(pid));
  return birth === undefined || birth === "" || actual === "" || birth === actual;
}
