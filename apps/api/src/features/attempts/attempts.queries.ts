import type { ExerciseResponse } from "@fluentfusion/contract";
import type { LearnerLog, Outcome } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "./record.queries.ts";

type Db = Database["db"];

const { attempts, exercises, lessonRevisions, lessons, recordEvents } = schema;

export type NewAttempt = typeof attempts.$inferInsert;

export interface StoredAttempt {
  readonly id: string;
  readonly learnerId: string;
  readonly bodyHash: string;
  readonly receipt: unknown;
}

export async function findAttempts(tx: Tx | Db, ids: readonly string[]): Promise<StoredAttempt[]> {
  return tx
    .select({
      id: attempts.id,
      learnerId: attempts.learnerId,
      bodyHash: attempts.bodyHash,
      receipt: attempts.receipt,
    })
    .from(attempts)
    .where(inArray(attempts.id, [...ids]));
}

interface LogRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly at: number;
  readonly day: string;
  readonly zone: string;
  readonly exercise: string;
  readonly revision: number;
  readonly outcome: Outcome;
  readonly practice: boolean;
  readonly ms: number;
}

/** What folding needs of the exercises that a learner has answered, by id and revision. */
async function readAsked(tx: Tx, learnerId: string) {
  const asked = tx
    .selectDistinct({ exerciseId: attempts.exerciseId, revision: attempts.revision })
    .from(attempts)
    .where(eq(attempts.learnerId, learnerId))
    .as("asked");
  const rows = await tx
    .select({
      exerciseId: exercises.id,
      revision: exercises.revision,
      lessonId: exercises.lessonId,
      itemId: exercises.itemId,
      category: lessons.category,
      number: exercises.number,
      selfReported: sql<boolean>`${exercises.kind} = 'self_check'`,
      revisionBits: lessonRevisions.exerciseBits,
      exerciseSince: lessonRevisions.exerciseSince,
    })
    .from(asked)
    .innerJoin(exercises, and(eq(exercises.id, asked.exerciseId), eq(exercises.revision, asked.revision)))
    .innerJoin(
      lessonRevisions,
      and(eq(lessonRevisions.lessonId, exercises.lessonId), eq(lessonRevisions.revision, exercises.revision)),
    )
    .innerJoin(lessons, eq(lessons.id, exercises.lessonId));
  return new Map(rows.map((asks) => [`${asks.exerciseId} ${asks.revision}`, asks]));
}

/**
 * A learner's log with what folding needs: without what was undone, and as it was last graded. The answers are read as
 * plain values and without joins: this is the statement that grows with the log.
 */
export async function readLog(tx: Tx, learnerId: string): Promise<LearnerLog> {
  const asked = await readAsked(tx, learnerId);
  const rows = await tx.execute<LogRow>(sql`
    select id, (extract(epoch from occurred_at) * 1000)::float8 as at, local_day::text as day, time_zone as zone,
      exercise_id as exercise, revision, outcome, practice, coalesce(elapsed_ms, 0) as ms
    from ${attempts} where learner_id = ${learnerId}`);
  const events = await tx
    .select({
      id: recordEvents.id,
      kind: recordEvents.kind,
      attemptId: recordEvents.attemptId,
      outcome: recordEvents.outcome,
      day: recordEvents.day,
      at: recordEvents.occurredAt,
    })
    .from(recordEvents)
    .where(eq(recordEvents.learnerId, learnerId))
    .orderBy(recordEvents.seq);
  const undone = new Set(events.flatMap(({ kind, attemptId }) => (kind === "undo" ? [attemptId] : [])));
  const regraded = new Map(
    events.flatMap(({ kind, attemptId, outcome }) =>
      kind === "regrade" ? [[attemptId, outcome] as const] : [],
    ),
  );
  return {
    attempts: rows.flatMap(({ id, at, day, zone, exercise, revision, outcome, practice, ms }) => {
      const asks = asked.get(`${exercise} ${revision}`);
      if (asks === undefined || undone.has(id)) return [];
      const graded = regraded.get(id) ?? outcome;
      return [{ id, at, day, timeZone: zone, ...asks, outcome: graded, practice, elapsedMs: ms }];
    }),
    freezes: events.flatMap(({ id, kind, at, day }) =>
      kind === "freeze" && day !== null ? [{ id, at: at.getTime(), day }] : [],
    ),
  };
}

/** What has become of an answer, as scalar subqueries over its few corrections. */
const correctionsOf = sql`${recordEvents.learnerId} = ${attempts.learnerId} and ${recordEvents.attemptId} = ${attempts.id}`;
// Not `exists`: PostgreSQL may answer that from a hash of everybody's undone answers, which it reads as a whole.
export const isUndone = sql<boolean>`(select true from ${recordEvents} where ${correctionsOf} and ${recordEvents.kind} = 'undo'
  limit 1) is not null`;
export const lastOutcome = sql<Outcome>`coalesce((select ${recordEvents.outcome} from ${recordEvents}
  where ${correctionsOf} and ${recordEvents.kind} = 'regrade' order by ${recordEvents.seq} desc limit 1), ${attempts.outcome})`;

/** One page of a learner's answers, newest id first. */
export async function listAttemptRows(db: Db, learnerId: string, page: { before?: string; limit: number }) {
  const rows = await db
    .select({
      id: attempts.id,
      exerciseId: attempts.exerciseId,
      lessonId: attempts.lessonId,
      revision: attempts.revision,
      response: attempts.response,
      firstOutcome: attempts.outcome,
      outcome: lastOutcome,
      undone: isUndone,
      answeredAt: attempts.deviceAt,
      receivedAt: attempts.receivedAt,
      localDay: attempts.localDay,
    })
    .from(attempts)
    .where(
      and(
        eq(attempts.learnerId, learnerId),
        page.before === undefined ? undefined : lt(attempts.id, page.before),
      ),
    )
    .orderBy(desc(attempts.id))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, response: row.response as ExerciseResponse }));
}
