import { setTimeout as wait } from "node:timers/promises";
import type { Client, RouterOutputs } from "@fluentfusion/client";
import { CommandFailure } from "../command.ts";
import type { Output } from "../output.ts";

export type Job = RouterOutputs["admin"]["jobs"]["items"][number];

const ASK_EVERY_MS = 1_000;

/** Shows how a job goes until it has ended. Ending the command does not end the job. */
export async function follow(client: Client, output: Output, started: Job): Promise<Job> {
  let job = started;
  while (job.status === "running") {
    output.progress(job.progress, job.step);
    await wait(ASK_EVERY_MS);
    const { items } = await client.api.admin.jobs.query({});
    job = items.find(({ id }) => id === started.id) ?? job;
  }
  output.progress(job.progress, job.status);
  if (job.status === "failed")
    throw new CommandFailure(`The job failed: ${String(job.result["reason"])}. The server's log says more.`);
  return job;
}
