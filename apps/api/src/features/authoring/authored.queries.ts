import { type Database, schema } from "@fluentfusion/db";
import { and, asc, desc, eq, sql } from "drizzle-orm";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { authoredLessons, catalogueState } = schema;

export type AuthoredRow = typeof authoredLessons.$inferSelect;

/** The newest revision of each lesson that was ever published in the app, the oldest first. */
export async function listHeads(db: Db | Tx): Promise<AuthoredRow[]> {
  const rows = await db
    .selectDistinctOn([authoredLessons.name])
    .from(authoredLessons)
    .orderBy(asc(authoredLessons.name), desc(authoredLessons.revision));
  return rows.toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
}

export async function listRevisions(db: Db, name: string): Promise<AuthoredRow[]> {
  return db
    .select()
    .from(authoredLessons)
    .where(eq(authoredLessons.name, name))
    .orderBy(desc(authoredLessons.revision))
    .limit(100);
}

export async function findRevision(db: Db | Tx, name: string, revision: number): Promise<AuthoredRow | null> {
  const rows = await db
    .select()
    .from(authoredLessons)
    .where(and(eq(authoredLessons.name, name), eq(authoredLessons.revision, revision)));
  return rows[0] ?? null;
}

export async function insertRevision(tx: Tx, row: AuthoredRow): Promise<void> {
  await tx.insert(authoredLessons).values(row);
}

/** Publishing a course takes a second or two: some may wait before this one. */
const TURN_WITHIN = "20s";

/** Whoever publishes takes turns here, however long the one before takes; a server that starts waits as well. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select set_config('lock_timeout', ${TURN_WITHIN}, true), set_config('statement_timeout', ${TURN_WITHIN}, true)`);
  await tx.insert(catalogueState).values({ version: 0, courseHash: "" }).onConflictDoNothing();
  await tx.select({ only: catalogueState.only }).from(catalogueState).for("update");
}
