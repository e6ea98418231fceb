import { setImmediate as turn } from "node:timers/promises";

/** What nobody notices who waits for something else meanwhile. */
const SLICE_MS = 10;

/**
 * Goes through what takes long to make or to work on, and lets other work in every ten milliseconds: what is counted is
 * the time of whoever takes the values, too.
 */
export async function* inSlices<T>(values: Iterable<T>): AsyncGenerator<T, void, void> {
  let since = performance.now();
  for (const value of values) {
    yield value;
    if (performance.now() - since < SLICE_MS) continue;
    await turn();
    since = performance.now();
  }
}
