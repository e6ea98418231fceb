import { schema } from "@fluentfusion/db";
import { and, eq } from "drizzle-orm";
import type { Tx } from "./record.queries.ts";

const { attempts, recordEvents } = schema;

export type RecordEvent = typeof recordEvents.$inferSelect;
export type NewRecordEvent = typeof recordEvents.$inferInsert;

export async function findEvent(tx: Tx, learnerId: string, id: string): Promise<RecordEvent | null> {
  const rows = await tx
    .select()
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), eq(recordEvents.id, id)));
  return rows[0] ?? null;
}

export async function insertEvent(tx: Tx, event: NewRecordEvent): Promise<void> {
  await tx.insert(recordEvents).values(event);
}

/** When one of the learner's own answers was given, by the device's clock. */
export async function findAnsweredAt(tx: Tx, learnerId: string, attemptId: string): Promise<Date | null> {
  const rows = await tx
    .select({ deviceAt: attempts.deviceAt })
    .from(attempts)
    .where(and(eq(attempts.id, attemptId), eq(attempts.learnerId, learnerId)));
  return rows[0]?.deviceAt ?? null;
}
