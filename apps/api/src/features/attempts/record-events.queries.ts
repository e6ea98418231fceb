import { schema } from "@fluentfusion/db";
import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "./record.queries.ts";

const { attempts, recordEvents } = schema;

export type RecordEvent = typeof recordEvents.$inferSelect;
export type NewRecordEvent = typeof recordEvents.$inferInsert;

/** Those of a learner's entries that have these ids. */
export async function findEvents(tx: Tx, learnerId: string, ids: readonly string[]): Promise<RecordEvent[]> {
  return tx
    .select()
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), inArray(recordEvents.id, [...ids])));
}

export async function insertEvents(tx: Tx, events: NewRecordEvent[]): Promise<void> {
  await tx.insert(recordEvents).values(events);
}

/** When the learner's own answers among these were given, by the device's clock. */
export async function findAnsweredAt(
  tx: Tx,
  learnerId: string,
  attemptIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await tx
    .select({ id: attempts.id, deviceAt: attempts.deviceAt })
    .from(attempts)
    .where(and(eq(attempts.learnerId, learnerId), inArray(attempts.id, [...attemptIds])));
  return new Map(rows.map(({ id, deviceAt }) => [id, deviceAt]));
}
