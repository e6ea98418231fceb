import type { SITTING_MODES } from "@fluentfusion/contract";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, desc, eq, inArray, isNull, not } from "drizzle-orm";
import { isUndone, lastOutcome } from "../attempts/attempts.queries.ts";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { attempts, sittings } = schema;

export interface ExerciseRef {
  readonly id: string;
  readonly revision: number;
  /** Not asked again in the sitting when it goes wrong. */
  readonly once?: true;
}

export type SittingRow = Omit<typeof sittings.$inferSelect, "exercises" | "mode"> & {
  readonly exercises: readonly ExerciseRef[];
  readonly mode: (typeof SITTING_MODES)[number];
};

/** The column is text with a CHECK on these very words. */
function toSitting(row: typeof sittings.$inferSelect | undefined): SittingRow | null {
  return row === undefined ? null : (row as SittingRow);
}

export async function insertSittingOnce(
  db: Db,
  row: typeof sittings.$inferInsert,
): Promise<SittingRow | null> {
  const rows = await db.insert(sittings).values(row).onConflictDoNothing().returning();
  return toSitting(rows[0]);
}

export async function findSitting(db: Db, learnerId: string, id: string): Promise<SittingRow | null> {
  const rows = await db
    .select()
    .from(sittings)
    .where(and(eq(sittings.id, id), eq(sittings.learnerId, learnerId)));
  return toSitting(rows[0]);
}

/** In the order of their ids, so that two senders wait for each other instead of for ever. */
export async function lockSittingRows(
  tx: Tx,
  learnerId: string,
  ids: readonly string[],
): Promise<SittingRow[]> {
  const rows = await tx
    .select()
    .from(sittings)
    .where(and(inArray(sittings.id, [...ids]), eq(sittings.learnerId, learnerId)))
    .orderBy(asc(sittings.id))
    .for("update");
  return rows as SittingRow[];
}

/** What counts of the answers of some sittings, as it is graded now, in the order in which it was given. */
export async function listSittingAnswers(tx: Tx, learnerId: string, ids: readonly string[]) {
  return tx
    .select({
      id: attempts.id,
      sittingId: attempts.sittingId,
      exerciseId: attempts.exerciseId,
      outcome: lastOutcome,
    })
    .from(attempts)
    .where(and(eq(attempts.learnerId, learnerId), inArray(attempts.sittingId, [...ids]), not(isUndone)))
    .orderBy(asc(attempts.occurredAt), asc(attempts.id));
}

/** The sitting that was begun last and not finished. */
export async function findOpenSitting(db: Db, learnerId: string): Promise<SittingRow | null> {
  const rows = await db
    .select()
    .from(sittings)
    .where(and(eq(sittings.learnerId, learnerId), isNull(sittings.finishedAt)))
    .orderBy(desc(sittings.startedAt))
    .limit(1);
  return toSitting(rows[0]);
}

export async function updateSitting(
  db: Db | Tx,
  id: string,
  change: Partial<typeof sittings.$inferInsert>,
): Promise<void> {
  await db.update(sittings).set(change).where(eq(sittings.id, id));
}

/** Finishes a sitting once; a repeat finds it finished. */
export async function finishOnce(db: Db, learnerId: string, id: string, at: Date): Promise<void> {
  await db
    .update(sittings)
    .set({ finishedAt: at })
    .where(and(eq(sittings.id, id), eq(sittings.learnerId, learnerId), isNull(sittings.finishedAt)));
}
