import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Job, JobStep } from "@fluentfusion/contract";
import type { Database } from "@fluentfusion/db";
import type { FastifyBaseLogger } from "fastify";
import { loggableError } from "../../shared/classify-error.ts";
import { type JobChange, type JobRow, updateJob } from "./jobs.queries.ts";

/** What a job's thread is told. */
export interface JobOrder {
  readonly kind: JobRow["kind"];
  readonly databaseUrl: string;
  /** Of this kind of job, such as whether to publish. */
  readonly input: Readonly<Record<string, string>>;
}

/** What it says while it works, and at the end. */
export type JobMessage =
  | { readonly progress: number; readonly step: JobStep }
  | { readonly result: Job["result"] };

export interface JobRunner {
  /** Does a job that was just inserted, in a thread of its own; how it stands is told by its row. */
  run(job: JobRow, input?: JobOrder["input"]): void;
  /** Ends what is under way: its row says so, and it can be started again. */
  stop(): Promise<void>;
}

/** A job is heard of at least this often, also while its thread computes. */
const HEARTBEAT_MS = 5_000;

/** A fit of many answers needs more than the server, whose own limit is lower (decision 53). */
const HEAP_MAX_MIB = 2_048;

/** A bundle has the thread's script beside it. */
function openThread(order: JobOrder): Worker {
  const bundled = new URL("./job-thread.js", import.meta.url);
  const isBundle = existsSync(fileURLToPath(bundled));
  return new Worker(isBundle ? bundled : new URL("./source-thread.mjs", import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MIB },
  });
}

interface Surroundings {
  readonly db: Database["db"];
  readonly databaseUrl: string;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
}

/** Runs long jobs beside the server, so that no call waits for them. */
export function createJobRunner({ db, databaseUrl, log, now }: Surroundings): JobRunner {
  const running = new Map<Worker, Promise<void>>();

  function watch(job: JobRow, thread: Worker): Promise<void> {
    let written = Promise.resolve();
    let hasEnded = false;
    const write = (change: JobChange) => {
      written = written
        .then(() => updateJob(db, job.id, change, now()))
        .catch((error: unknown) => log.warn({ job: job.id, error: loggableError(error) }, "job row waits"));
    };
    const end = (status: "done" | "failed", result: Job["result"]) => {
      if (hasEnded) return;
      hasEnded = true;
      write({ status, result, finishedAt: now(), ...(status === "done" && { progress: 1 }) });
    };
    const heartbeat = setInterval(() => write({}), HEARTBEAT_MS);
    heartbeat.unref();
    thread.on("message", (message: JobMessage) => {
      if ("result" in message) end("done", message.result);
      else write(message);
    });
    thread.on("error", (error) => {
      log.error({ job: job.id, kind: job.kind, error: loggableError(error) }, "job failed");
      end("failed", { reason: "error" });
    });
    return new Promise((resolve) => {
      thread.on("exit", () => {
        clearInterval(heartbeat);
        end("failed", { reason: "stopped" });
        running.delete(thread);
        void written.then(resolve);
      });
    });
  }

  return {
    run(job, input = {}) {
      const thread = openThread({ kind: job.kind, databaseUrl, input });
      running.set(thread, watch(job, thread));
    },
    async stop() {
      const ends = [...running].map(async ([thread, ended]) => {
        await thread.terminate();
        await ended;
      });
      await Promise.all(ends);
    },
  };
}
