import { parentPort, workerData } from "node:worker_threads";
import { columnsWriter } from "./event-columns.ts";
import { readEvents } from "./event-rows.ts";
import { failureLine } from "./failure-line.ts";
import { MOST_AHEAD, type ReadMessage, type ReadOrder } from "./read-ahead.ts";

/** The thread of `readAhead`: reads a log and hands on its rows, never more than a few batches ahead. */

const { path, taken } = workerData as ReadOrder;
const writeColumns = columnsWriter();

function send(message: ReadMessage): void {
  const { columns } = message;
  const buffers =
    columns === undefined ? [] : [columns.names, columns.times, columns.outcomes].map(({ buffer }) => buffer);
  parentPort?.postMessage(message, buffers);
}

try {
  let sent = 0;
  for await (const events of readEvents(path)) {
    const columns = writeColumns(events);
    for (let seen = Atomics.load(taken, 0); sent - seen >= MOST_AHEAD; seen = Atomics.load(taken, 0))
      Atomics.wait(taken, 0, seen);
    send({ columns });
    sent += 1;
  }
  send({});
} catch (error) {
  send({ failure: failureLine(error) });
}
