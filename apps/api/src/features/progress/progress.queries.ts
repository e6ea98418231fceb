import type { LessonProgressState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, between, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { toLessonState } from "../attempts/lesson-states.queries.ts";

type Db = Database["db"];

const { itemStates, lessonProgress, selfReports, streakDays, xpEntries } = schema;

export type SelfReport = typeof selfReports.$inferSelect;

export async function listLessonStates(
  db: Db,
  learnerId: string,
): Promise<(LessonProgressState & { lessonId: string })[]> {
  const rows = await db.select().from(lessonProgress).where(eq(lessonProgress.learnerId, learnerId));
  return rows.map((row) => ({ ...toLessonState(row), lessonId: row.lessonId }));
}

/** The newest report for each lesson. */
export async function listLatestReports(db: Db, learnerId: string): Promise<SelfReport[]> {
  return db
    .selectDistinctOn([selfReports.lessonId])
    .from(selfReports)
    .where(eq(selfReports.learnerId, learnerId))
    .orderBy(selfReports.lessonId, desc(selfReports.id));
}

export async function insertReport(db: Db, row: typeof selfReports.$inferInsert): Promise<void> {
  await db.insert(selfReports).values(row);
}

export async function listSeenItemIds(db: Db, learnerId: string): Promise<string[]> {
  const rows = await db
    .select({ itemId: itemStates.itemId })
    .from(itemStates)
    .where(eq(itemStates.learnerId, learnerId));
  return rows.map((row) => row.itemId);
}

export async function listXp(db: Db, learnerId: string, limit: number) {
  return db
    .select({ key: xpEntries.key, amount: xpEntries.amount, at: xpEntries.at, localDay: xpEntries.localDay })
    .from(xpEntries)
    .where(eq(xpEntries.learnerId, learnerId))
    .orderBy(desc(xpEntries.at), sql`${xpEntries.key} desc`)
    .limit(limit);
}

/** What was done on the days from one to another. */
export async function listDays(db: Db, learnerId: string, from: string, to: string) {
  const { learnerId: _, ...shown } = getTableColumns(streakDays);
  return db
    .select(shown)
    .from(streakDays)
    .where(and(eq(streakDays.learnerId, learnerId), between(streakDays.day, from, to)))
    .orderBy(asc(streakDays.day));
}
