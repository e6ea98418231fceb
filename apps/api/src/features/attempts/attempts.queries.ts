import type { ExerciseResponse } from "@fluentfusion/contract";
import type { LearnerLog, Outcome } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, inArray, lt, notInArray, sql } from "drizzle-orm";
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

/** Returns the ids that were stored; the others are taken, by whomever. */
export async function insertAttempts(tx: Tx, rows: NewAttempt[]): Promise<string[]> {
  const stored = await tx.insert(attempts).values(rows).onConflictDoNothing().returning({ id: attempts.id });
  return stored.map(({ id }) => id);
}

/** A learner's log with what folding needs: without what was undone, and as it was last graded. */
export async function readLog(tx: Tx, learnerId: string): Promise<LearnerLog> {
  const regrades = tx
    .selectDistinctOn([recordEvents.attemptId], {
      attemptId: recordEvents.attemptId,
      outcome: recordEvents.outcome,
    })
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), eq(recordEvents.kind, "regrade")))
    .orderBy(recordEvents.attemptId, desc(recordEvents.seq))
    .as("regrades");
  const undone = tx
    .select({ attemptId: recordEvents.attemptId })
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), eq(recordEvents.kind, "undo")));
  const rows = await tx
    .select({
      id: attempts.id,
      at: attempts.occurredAt,
      day: attempts.localDay,
      timeZone: attempts.timeZone,
      exerciseId: attempts.exerciseId,
      lessonId: attempts.lessonId,
      itemId: attempts.itemId,
      category: lessons.category,
      number: exercises.number,
      revisionBits: lessonRevisions.exerciseBits,
      outcome: sql<Outcome>`coalesce(${regrades.outcome}, ${attempts.outcome})`,
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
    .leftJoin(regrades, eq(regrades.attemptId, attempts.id))
    .where(and(eq(attempts.learnerId, learnerId), notInArray(attempts.id, undone)));
  const freezes = await tx
    .select({ id: recordEvents.id, at: recordEvents.occurredAt, day: recordEvents.day })
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), eq(recordEvents.kind, "freeze")));
  return {
    attempts: rows.map((row) => ({ ...row, at: row.at.getTime() })),
    freezes: freezes.flatMap(({ id, at, day }) => (day === null ? [] : [{ id, at: at.getTime(), day }])),
  };
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
