import { readFileSync } from "node:fs";

/** Whoever sleeps and wakes so much later is on a machine that has no time. */
const LATE_MS = 300;
/** Of a hundred moments, those in which somebody waited for a processor (Linux' pressure stall information, over ten seconds). */
const PRESSURE_MAX = 75;
/** For so long it is told in what a server on it does. */
const TOLD_FOR_MS = 25_000;

function pressure(): number {
  try {
    return Number(/avg10=([\d.]+)/.exec(readFileSync("/proc/pressure/cpu", "utf8"))?.[1] ?? 0);
  } catch {
    // A system that does not tell.
    return 0;
  }
}

/** Notices whether the machine had no time for what ran on it a moment ago. */
export function watchMachine() {
  let busyAt = Number.NEGATIVE_INFINITY;
  return {
    /** After a sleep: by how much it was too long. */
    look(lateByMs: number): void {
      if (lateByMs > LATE_MS || pressure() > PRESSURE_MAX) busyAt = performance.now();
    },
    wasBusy: () => performance.now() - busyAt < TOLD_FOR_MS,
  };
}
