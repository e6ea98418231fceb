import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { LearnerEvent } from "../src/learner-model/index.ts";
import { columnsReader, type EventColumns } from "./event-columns.ts";

/** What the reading thread is told. */
export interface ReadOrder {
  readonly path: string;
  /** How many batches were taken so far; shared, so that the reader can wait for that number to change. */
  readonly taken: Int32Array;
}

/** What it says: a batch, what went wrong, or neither at the end of the log. */
export interface ReadMessage {
  readonly columns?: EventColumns;
  readonly failure?: string;
}

/** Batches that wait to be taken, at most; each is what 256 KiB of a log hold. */
export const MOST_AHEAD = 4;

/**
 * The events of a log as `readEvents` gives them, read by a thread of its own while those before are worked on.
 *
 * @throws Error with the sentence for a person of whatever `readEvents` throws
 */
export async function* readAhead(path: string): AsyncGenerator<Iterable<LearnerEvent>> {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const order: ReadOrder = { path, taken };
  // Beside this file in the one script that the command line is run from (start.mjs).
  const thread = new Worker(new URL("./read-thread.mjs", import.meta.url), { workerData: order });
  const readColumns = columnsReader();
  try {
    for await (const [{ columns, failure }] of on(thread, "message") as AsyncIterable<[ReadMessage]>) {
      if (failure !== undefined) throw new Error(failure);
      if (columns === undefined) return;
      yield readColumns(columns);
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
  } finally {
    await thread.terminate();
  }
}
