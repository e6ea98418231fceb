import type { Job, JobPage, ListJobsInput } from "@fluentfusion/contract";
import type { ActorContext } from "../../trpc/context.ts";
import { failSilent, findJobs, type JobRow } from "./jobs.queries.ts";

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    step: row.step,
    result: (row.result ?? {}) as Job["result"],
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export async function listJobs({ deps }: ActorContext, { cursor, limit }: ListJobsInput): Promise<JobPage> {
  await failSilent(deps.db, deps.now());
  const rows = await findJobs(deps.db, cursor, limit);
  const page = rows.slice(0, limit);
  return { items: page.map(toJob), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
