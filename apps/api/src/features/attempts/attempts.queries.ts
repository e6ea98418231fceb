import type { ExerciseResponse } from "@fluentfusion/contract";
import type { LoggedAttempt } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "./record.queries.ts";

type Db = Database["db"];

const { attempts, exercises, lessonRevisions, lessons } = schema;

export type NewAttempt = typeof attempts.$inferInsert;

export interface StoredAttempt {
  readonly learnerId: string;
  readonly bodyHash: string;
  readonly receipt: unknown;
}

export async function findAttempt(tx: Tx | Db, id: string): Promise<StoredAttempt | null> {
  const rows = await tx
    .select({ learnerId: attempts.learnerId, bodyHash: attempts.bodyHash, receipt: attempts.receipt })
    .from(attempts)
    .where(eq(attempts.id, id));
  return rows[0] ?? null;
}

/** Returns false when the id is taken, by whomever. */
export async function insertAttemptOnce(tx: Tx, row: NewAttempt): Promise<boolean> {
  const rows = await tx.insert(attempts).values(row).onConflictDoNothing().returning({ id: attempts.id });
  return rows.length === 1;
}

/** A learner's log with what folding needs, in folding order. */
export async function readLog(tx: Tx, learnerId: string): Promise<LoggedAttempt[]> {
  const rows = await tx
    .select({
      id: attempts.id,
      at: attempts.occurredAt,
      day: attempts.localDay,
      exerciseId: attempts.exerciseId,
      lessonId: attempts.lessonId,
      itemId: attempts.itemId,
      category: lessons.category,
      number: exercises.number,
      revisionBits: lessonRevisions.exerciseBits,
      outcome: attempts.outcome,
      practice: attempts.practice,
      elapsedMs: sql<number>`coalesce(${attempts.elapsedMs}, 0)`,
    })
    .from(attempts)
    .innerJoin(
      exercises,
      and(eq(exercises.id, attempts.exerciseId), eq(exercises.revision, attempts.revision)),
    )
    .innerJoin(
      lessonRevisions,
      and(eq(lessonRevisions.lessonId, attempts.lessonId), eq(lessonRevisions.revision, attempts.revision)),
    )
    .innerJoin(lessons, eq(lessons.id, attempts.lessonId))
    .where(eq(attempts.learnerId, learnerId))
    .orderBy(asc(attempts.occurredAt), asc(attempts.id));
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** One page of a learner's answers, newest id first. */
export async function listAttemptRows(db: Db, learnerId: string, page: { before?: string; limit: number }) {
  const rows = await db
    .select({
      id: attempts.id,
      exerciseId: attempts.exerciseId,
      lessonId: attempts.lessonId,
      revision: attempts.revision,
      response: attempts.response,
      outcome: attempts.outcome,
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
