import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, lt } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { jobs } = schema;

export type JobRow = typeof jobs.$inferSelect;

/** A job whose process has said nothing for so long has died with it. */
const SILENT_MS = 60_000;

/** Starts a job, or returns the one of its kind that is running. */
export async function insertJob(
  tx: Tx,
  row: Pick<JobRow, "id" | "kind" | "startedBy">,
  now: Date,
): Promise<JobRow> {
  await failSilent(tx, now);
  const [started] = await tx
    .insert(jobs)
    .values({ ...row, status: "running", step: "waiting", startedAt: now, heardAt: now })
    .onConflictDoNothing()
    .returning();
  if (started !== undefined) return started;
  const [running] = await tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, row.kind), eq(jobs.status, "running")));
  if (running === undefined) throw new Error(`a job of the kind ${row.kind} ended while it was asked for`);
  return running;
}

/** Ends the jobs whose processes are gone. */
export async function failSilent(db: Db | Tx, now: Date): Promise<void> {
  await db
    .update(jobs)
    .set({ status: "failed", finishedAt: now, result: { reason: "process_ended" } })
    .where(and(eq(jobs.status, "running"), lt(jobs.heardAt, new Date(now.getTime() - SILENT_MS))));
}

export type JobChange = Partial<Pick<JobRow, "progress" | "step" | "status" | "result" | "finishedAt">>;

/** Says how a running job stands; one that has ended stays as it is. */
export async function updateJob(db: Db, id: string, change: JobChange, now: Date): Promise<void> {
  await db
    .update(jobs)
    .set({ ...change, heardAt: now })
    .where(and(eq(jobs.id, id), eq(jobs.status, "running")));
}

/** One more than asked for, newest first. */
export async function findJobs(db: Db, before: string | undefined, limit: number): Promise<JobRow[]> {
  return db
    .select()
    .from(jobs)
    .where(before === undefined ? undefined : lt(jobs.id, before))
    .orderBy(desc(jobs.id))
    .limit(limit + 1);
}
