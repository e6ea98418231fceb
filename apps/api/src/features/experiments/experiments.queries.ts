import type { LoggedChoice } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, isNull, sql } from "drizzle-orm";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { experiments, lessonProgress, recommendationImpressions } = schema;

export type ExperimentRow = typeof experiments.$inferSelect;

/** `null` where another one is running or had this name. */
export async function insertExperiment(
  tx: Tx,
  row: typeof experiments.$inferInsert,
): Promise<ExperimentRow | null> {
  const [stored] = await tx.insert(experiments).values(row).onConflictDoNothing().returning();
  return stored ?? null;
}

export async function findExperiment(db: Db | Tx, name: string): Promise<ExperimentRow | null> {
  const [row] = await db.select().from(experiments).where(eq(experiments.name, name));
  return row ?? null;
}

/** Ends it once; the time of the first end stays. */
export async function endExperiment(tx: Tx, name: string, at: Date): Promise<boolean> {
  const ended = await tx
    .update(experiments)
    .set({ endedAt: at })
    .where(and(eq(experiments.name, name), isNull(experiments.endedAt)))
    .returning({ name: experiments.name });
  return ended.length > 0;
}

export async function listExperiments(db: Db, limit: number): Promise<ExperimentRow[]> {
  return db.select().from(experiments).orderBy(desc(experiments.startedAt)).limit(limit);
}

interface ChoiceRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly learner: string;
  readonly action: string;
  readonly passed: boolean;
  readonly choices: LoggedChoice["choices"];
  readonly shares: Readonly<Record<string, number>>;
}

/** Of which experiment: impressions older than `before`, judged by what was completed within so many days. */
export interface ChoicesOf {
  readonly name: string;
  readonly before: Date;
  readonly days: number;
}

/**
 * Impressions of an experiment that are older than `before`, learner by learner, with whether the lesson that stood first
 * was completed within so many days.
 */
export async function listChoices(
  db: Db | Tx,
  { name, before, days }: ChoicesOf,
  after: { readonly learner: string; readonly id: string } | null,
  limit: number,
): Promise<ChoiceRow[]> {
  const shown = recommendationImpressions;
  const from = after === null ? sql`true` : sql`(i.learner_id, i.id) > (${after.learner}, ${after.id})`;
  return db.execute<ChoiceRow>(sql`
    select i.id, i.learner_id as learner, i.shown->0->>'lessonId' as action, i.choices, i.shares,
      exists (select from ${lessonProgress} p where p.learner_id = i.learner_id
        and p.lesson_id = (i.shown->0->>'lessonId')::uuid
        and p.completed_at between i.shown_at and i.shown_at + make_interval(days => ${days})) as passed
    from ${shown} i
    where i.experiment = ${name} and ${from} and i.shown_at < ${before.toISOString()}
      and jsonb_array_length(i.shown) > 0
    order by i.learner_id, i.id limit ${limit}`);
}
