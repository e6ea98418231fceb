import { setTimeout as sleep } from "node:timers/promises";

/** A lock that was not had in time, and a deadlock that was ended: nothing was done, and it may work the next time. */
const PASSING = new Set(["55P03", "40P01"]);

function isPassing(error: unknown): boolean {
  return error instanceof Error && "code" in error && PASSING.has(String(error.code));
}

/**
 * Does what needs a lock that others hold, again and again with pauses in which they get theirs.
 *
 * @throws what the last of `tries` failed with, and at once what trying again does not help
 */
export async function patiently<T>(tries: number, work: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left <= 0 || !isPassing(error)) throw error;
      // Spread, so that it does not meet the same regular work each time.
      await sleep(200 + Math.random() * 800);
    }
  }
}
