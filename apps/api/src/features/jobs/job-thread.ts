import { parentPort, workerData } from "node:worker_threads";
import type { JobStep } from "@fluentfusion/contract";
import { connect } from "@fluentfusion/db";
import { remodelLearners } from "../models/remodel-learners.ts";
import { refitModel } from "../models/refit-model.ts";
import type { JobMessage, JobOrder } from "./run-jobs.ts";

/** Where a job runs: with a connection of its own, and apart from the thread that answers calls. */

const { kind, databaseUrl, input } = workerData as JobOrder;
const database = connect(databaseUrl, { name: `fluentfusion-${kind}`, max: 1 });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
const tell = (message: JobMessage) => parentPort?.postMessage(message);
const report = (progress: number, step: JobStep) => tell({ progress, step });

try {
  if (kind === "refit")
    tell({ result: await refitModel(database.db, { publish: input["publish"] }, report) });
  else tell({ result: await remodelLearners(database.db, report) });
} finally {
  await database.close();
}
