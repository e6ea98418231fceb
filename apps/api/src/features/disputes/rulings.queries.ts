import { type Database, schema } from "@fluentfusion/db";
import { and, asc, desc, eq, gt, isNull, lt, lte, sql } from "drizzle-orm";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { attempts, catalogueState, rulings } = schema;

/** One to credit everyone, and one for whoever was answering while the ruling was made. */
export const CREDIT_ROUNDS = 2;

export type RulingRow = typeof rulings.$inferSelect;

export async function findRuling(db: Db | Tx, id: string): Promise<RulingRow | null> {
  const rows = await db.select().from(rulings).where(eq(rulings.id, id));
  return rows[0] ?? null;
}

/** The ruling that counts on a form of an exercise. */
export async function findCounting(tx: Tx, exerciseId: string, normal: string): Promise<RulingRow | null> {
  const rows = await tx
    .select()
    .from(rulings)
    .where(and(eq(rulings.exerciseId, exerciseId), eq(rulings.normal, normal), isNull(rulings.revokedAt)))
    .for("update");
  return rows[0] ?? null;
}

export async function insertRuling(tx: Tx, row: typeof rulings.$inferInsert): Promise<RulingRow | null> {
  const rows = await tx.insert(rulings).values(row).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

export async function updateRuling(
  db: Db | Tx,
  id: string,
  change: Partial<typeof rulings.$inferInsert>,
): Promise<void> {
  await db.update(rulings).set(change).where(eq(rulings.id, id));
}

/** Every instance notices within a second that other forms are accepted. */
export async function raiseCatalogueVersion(tx: Tx): Promise<void> {
  await tx.update(catalogueState).set({ version: sql`${catalogueState.version} + 1` });
}

/** The newest first. */
export async function listRulings(db: Db, before: string | null, limit: number): Promise<RulingRow[]> {
  return db
    .select()
    .from(rulings)
    .where(before === null ? undefined : lt(rulings.id, before))
    .orderBy(desc(rulings.id))
    .limit(limit);
}

/** A ruling that is not carried out and whose round may go on. */
export async function findDueRuling(db: Db, now: Date): Promise<RulingRow | null> {
  const rows = await db
    .select()
    .from(rulings)
    .where(lte(rulings.roundDueAt, now))
    .orderBy(asc(rulings.roundDueAt), asc(rulings.id))
    .limit(1);
  return rows[0] ?? null;
}

/** Learners who have answered an exercise, in the order of their ids. */
export async function listLearnersOf(
  db: Db,
  exerciseId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ learnerId: attempts.learnerId })
    .from(attempts)
    .where(
      and(eq(attempts.exerciseId, exerciseId), after === null ? undefined : gt(attempts.learnerId, after)),
    )
    .orderBy(asc(attempts.learnerId))
    .limit(limit);
  return rows.map(({ learnerId }) => learnerId);
}

/** Notes how far a round came. One that was begun anew in the meantime, by a revocation, is left alone. */
export async function noteProgress(
  db: Db,
  before: RulingRow,
  learnerId: string,
  answers: number,
): Promise<void> {
  await db
    .update(rulings)
    .set({
      doneThrough: learnerId,
      learnersCredited: sql`${rulings.learnersCredited} + ${answers > 0 ? 1 : 0}`,
      answersRegraded: sql`${rulings.answersRegraded} + ${answers}`,
    })
    .where(
      and(
        eq(rulings.id, before.id),
        eq(rulings.roundsLeft, before.roundsLeft),
        before.revokedAt === null ? isNull(rulings.revokedAt) : eq(rulings.revokedAt, before.revokedAt),
      ),
    );
}

export async function finishRound(db: Db, before: RulingRow, nextDueAt: Date | null): Promise<void> {
  await db
    .update(rulings)
    .set({ doneThrough: null, roundsLeft: before.roundsLeft - 1, roundDueAt: nextDueAt })
    .where(
      and(
        eq(rulings.id, before.id),
        eq(rulings.roundsLeft, before.roundsLeft),
        before.revokedAt === null ? isNull(rulings.revokedAt) : eq(rulings.revokedAt, before.revokedAt),
      ),
    );
}
