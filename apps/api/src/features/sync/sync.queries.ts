import type { AttemptReceipt, ExerciseResponse } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, eq, gt } from "drizzle-orm";

type Db = Database["db"];

const { attempts, items, learnerStates, recordEvents } = schema;

/** How many lines a learner's log has; numbers run from 1 to here. */
export async function findLastSeq(db: Db, learnerId: string): Promise<number> {
  const rows = await db
    .select({ lastSeq: learnerStates.lastSeq })
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId));
  return rows[0]?.lastSeq ?? 0;
}

export async function listAttemptsAfter(db: Db, learnerId: string, after: number, limit: number) {
  const rows = await db
    .select({
      seq: attempts.seq,
      id: attempts.id,
      receivedAt: attempts.receivedAt,
      exerciseId: attempts.exerciseId,
      lessonId: attempts.lessonId,
      revision: attempts.revision,
      itemId: attempts.itemId,
      sittingId: attempts.sittingId,
      practice: attempts.practice,
      response: attempts.response,
      answeredAt: attempts.deviceAt,
      timeZone: attempts.timeZone,
      localDay: attempts.localDay,
      elapsedMs: attempts.elapsedMs,
      receipt: attempts.receipt,
    })
    .from(attempts)
    .where(and(eq(attempts.learnerId, learnerId), gt(attempts.seq, after)))
    .orderBy(asc(attempts.seq))
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    type: "attempt" as const,
    response: row.response as ExerciseResponse,
    receipt: row.receipt as AttemptReceipt,
    answeredAt: row.answeredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  }));
}

export async function listRecordEventsAfter(db: Db, learnerId: string, after: number, limit: number) {
  const rows = await db
    .select({
      seq: recordEvents.seq,
      id: recordEvents.id,
      kind: recordEvents.kind,
      receivedAt: recordEvents.receivedAt,
      attemptId: recordEvents.attemptId,
      outcome: recordEvents.outcome,
      day: recordEvents.day,
      receipt: recordEvents.receipt,
    })
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), gt(recordEvents.seq, after)))
    .orderBy(asc(recordEvents.seq))
    .limit(limit);
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
}

/** What the emergency lessons teach, in the order of its names. */
export async function listEmergencyPhrases(db: Db) {
  const rows = await db
    .select({ id: items.id, accepted: items.accepted, topic: items.topic, review: items.review })
    .from(items)
    .where(eq(items.category, "emergency"))
    .orderBy(asc(items.slug));
  return rows.map((row) => ({ ...row, accepted: row.accepted as Record<Language, string[]> }));
}
