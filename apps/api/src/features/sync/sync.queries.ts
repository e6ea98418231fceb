import type { AttemptReceipt, ExerciseResponse } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";

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

/** The same of several learners; those without a log are left out. */
export async function findLastSeqs(db: Db, learnerIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ learnerId: learnerStates.learnerId, lastSeq: learnerStates.lastSeq })
    .from(learnerStates)
    .where(sql`${learnerStates.learnerId} = any(${sql.param([...learnerIds])}::uuid[])`);
  return new Map(rows.map(({ learnerId, lastSeq }) => [learnerId, lastSeq]));
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

/** What an item says in all languages, whichever of them it teaches: `eme-001` of `kinyarwanda:eme-001`. */
const nameOf = sql`regexp_replace(${items.slug}, '^[a-z]+:', '')`;

/** What the emergency lessons teach now, each thing once, in the order of its names. */
export async function listEmergencyPhrases(db: Db) {
  const rows = await db
    .selectDistinctOn([nameOf], {
      id: items.id,
      accepted: items.accepted,
      topic: items.topic,
      review: items.review,
    })
    .from(items)
    .where(and(eq(items.category, "emergency"), isNull(items.retiredAt)))
    .orderBy(nameOf, desc(eq(items.targetLanguage, "kinyarwanda")));
  return rows.map((row) => ({ ...row, accepted: row.accepted as Record<Language, string[]> }));
}
