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

export interface GivenAnswer {
  /** By the device's clock. */
  readonly deviceAt: Date;
  readonly sittingId: string | null;
}

/** The learner's own answers among these. */
export async function findGiven(
  tx: Tx,
  learnerId: string,
  attemptIds: readonly string[],
): Promise<Map<string, GivenAnswer>> {
  const rows = await tx
    .select({ id: attempts.id, deviceAt: attempts.deviceAt, sittingId: attempts.sittingId })
    .from(attempts)
    .where(and(eq(attempts.learnerId, learnerId), inArray(attempts.id, [...attemptIds])));
  return new Map(rows.map(({ id, ...given }) => [id, given]));
}
