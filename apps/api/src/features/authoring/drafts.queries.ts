import { type Database, schema } from "@fluentfusion/db";
import { and, count, desc, eq, sql } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { lessonDrafts } = schema;

export type DraftRow = typeof lessonDrafts.$inferSelect;

const isOwn = (userId: string, id: string) => and(eq(lessonDrafts.id, id), eq(lessonDrafts.userId, userId));

export async function findDraft(db: Db | Tx, userId: string, id: string): Promise<DraftRow | null> {
  const rows = await db.select().from(lessonDrafts).where(isOwn(userId, id));
  return rows[0] ?? null;
}

/** One author's, the last changed first. */
export async function listDrafts(db: Db, userId: string): Promise<Omit<DraftRow, "text" | "userId">[]> {
  const { id, name, version, createdAt, updatedAt } = lessonDrafts;
  return db
    .select({ id, name, version, createdAt, updatedAt })
    .from(lessonDrafts)
    .where(eq(lessonDrafts.userId, userId))
    .orderBy(desc(updatedAt), id);
}

export async function countDrafts(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.select({ own: count() }).from(lessonDrafts).where(eq(lessonDrafts.userId, userId));
  return row?.own ?? 0;
}

/** `null` where the id is taken. */
export async function insertDraft(tx: Tx, row: DraftRow): Promise<DraftRow | null> {
  const rows = await tx.insert(lessonDrafts).values(row).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

/** Changes the draft if it still is at that version; `null` where it is not. */
export async function updateDraft(
  db: Db,
  { userId, id, version, name, text, updatedAt }: Omit<DraftRow, "createdAt">,
): Promise<DraftRow | null> {
  const rows = await db
    .update(lessonDrafts)
    .set({ name, text, updatedAt, version: sql`${lessonDrafts.version} + 1` })
    .where(and(isOwn(userId, id), eq(lessonDrafts.version, version)))
    .returning();
  return rows[0] ?? null;
}

/** `false` where the author has no such draft. */
export async function deleteDraft(db: Db, userId: string, id: string): Promise<boolean> {
  const rows = await db.delete(lessonDrafts).where(isOwn(userId, id)).returning({ id: lessonDrafts.id });
  return rows.length === 1;
}
