import type { ExerciseResponse } from "@fluentfusion/contract";
import type { Outcome } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, count, desc, eq, isNull, lt, sql } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { attempts, disputes, rulings } = schema;

export interface DisputedAttempt {
  readonly exerciseId: string;
  readonly revision: number;
  readonly response: ExerciseResponse;
  readonly outcome: Outcome;
}

/** One of the learner's own answers. */
export async function findOwnAttempt(
  db: Db,
  learnerId: string,
  attemptId: string,
): Promise<DisputedAttempt | null> {
  const rows = await db
    .select({
      exerciseId: attempts.exerciseId,
      revision: attempts.revision,
      response: attempts.response,
      outcome: attempts.outcome,
    })
    .from(attempts)
    .where(and(eq(attempts.id, attemptId), eq(attempts.learnerId, learnerId)));
  const row = rows[0];
  return row === undefined ? null : { ...row, response: row.response as ExerciseResponse };
}

/** Opens a dispute once: neither its id nor its answer can be disputed again. */
export async function insertDisputeOnce(tx: Tx, row: typeof disputes.$inferInsert): Promise<void> {
  await tx.insert(disputes).values(row).onConflictDoNothing();
}

/** A ruling on the form of a dispute that counts. */
const isRuledOn = and(
  eq(rulings.exerciseId, disputes.exerciseId),
  eq(rulings.normal, disputes.normal),
  isNull(rulings.revokedAt),
);

/** How many of a learner's disputes wait for a decision. */
export async function countUndecided(tx: Tx, learnerId: string): Promise<number> {
  const [row] = await tx
    .select({ undecided: count() })
    .from(disputes)
    .leftJoin(rulings, isRuledOn)
    .where(and(eq(disputes.learnerId, learnerId), isNull(rulings.id)));
  return row?.undecided ?? 0;
}

const disputeColumns = {
  id: disputes.id,
  attemptId: disputes.attemptId,
  exerciseId: disputes.exerciseId,
  revision: disputes.revision,
  answer: disputes.answer,
  reason: disputes.reason,
  openedAt: disputes.openedAt,
  decision: rulings.decision,
  decidedAt: rulings.decidedAt,
};

/** A learner's disputes, each with what was decided on its form, the newest first. */
export async function listOwnDisputes(
  db: Db | Tx,
  learnerId: string,
  only: { id?: string; attemptId?: string; before?: string; limit: number },
) {
  return db
    .select(disputeColumns)
    .from(disputes)
    .leftJoin(rulings, isRuledOn)
    .where(
      and(
        eq(disputes.learnerId, learnerId),
        only.id === undefined ? undefined : eq(disputes.id, only.id),
        only.attemptId === undefined ? undefined : eq(disputes.attemptId, only.attemptId),
        only.before === undefined ? undefined : lt(disputes.id, only.before),
      ),
    )
    .orderBy(desc(disputes.id))
    .limit(only.limit);
}
export type OwnDispute = Awaited<ReturnType<typeof listOwnDisputes>>[number];

const FEW = sql.raw("5");
const learners = sql<number>`count(distinct ${disputes.learnerId})::int`;

const clusterColumns = {
  exerciseId: disputes.exerciseId,
  normal: disputes.normal,
  revision: sql<number>`max(${disputes.revision})`,
  learners,
  answers: sql<string[]>`(array_agg(distinct ${disputes.answer}))[1:${FEW}]`,
  reasons: sql<
    string[] | null
  >`(array_agg(distinct ${disputes.reason}) filter (where ${disputes.reason} <> ''))[1:${FEW}]`,
  firstAt: sql<Date>`min(${disputes.openedAt})`.mapWith(disputes.openedAt),
  lastAt: sql<Date>`max(${disputes.openedAt})`.mapWith(disputes.openedAt),
};

/** Disputes on which nothing has been decided, one row for each normal form, those of most learners first. */
export async function listOpenClusters(db: Db, offset: number, limit: number) {
  return db
    .select(clusterColumns)
    .from(disputes)
    .where(
      sql`not exists (select from ${rulings} where ${rulings.exerciseId} = ${disputes.exerciseId}
        and ${rulings.normal} = ${disputes.normal} and ${rulings.revokedAt} is null)`,
    )
    .groupBy(disputes.exerciseId, disputes.normal)
    .orderBy(desc(learners), sql`min(${disputes.openedAt})`, disputes.exerciseId, disputes.normal)
    .offset(offset)
    .limit(limit);
}
export type ClusterRow = Awaited<ReturnType<typeof listOpenClusters>>[number];

/** The disputes of one form, whether decided or not. */
export async function findCluster(db: Db, exerciseId: string, normal: string): Promise<ClusterRow | null> {
  const rows = await db
    .select(clusterColumns)
    .from(disputes)
    .where(and(eq(disputes.exerciseId, exerciseId), eq(disputes.normal, normal)))
    .groupBy(disputes.exerciseId, disputes.normal);
  return rows[0] ?? null;
}
