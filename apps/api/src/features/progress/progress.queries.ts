import type { LessonProgressState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, between, desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
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

/**
 * The newest report for each lesson, as a table. It goes from one lesson to the next by the index: clients may report the same lesson
 * again and again, and what they have reported is never taken away.
 *
 * @param learner of whom
 */
export const latestReports = (learner: SQL) => sql`(
  with recursive reported (lesson_id) as (
    (select lesson_id from self_reports where learner_id = ${learner} order by lesson_id limit 1)
    union all
    select (select r.lesson_id from self_reports r where r.learner_id = ${learner} and r.lesson_id > reported.lesson_id
      order by r.lesson_id limit 1)
    from reported where reported.lesson_id is not null)
  select latest.* from reported cross join lateral (
    select * from self_reports r where r.learner_id = ${learner} and r.lesson_id = reported.lesson_id
    order by r.id desc limit 1) latest)`;

/** The columns of `latest`, each read as the table's own is. */
const LATEST = Object.fromEntries(
  Object.entries(getTableColumns(selfReports)).map(([name, column]) => [
    name,
    sql`latest.${sql.identifier(column.name)}`.mapWith(column),
  ]),
) as { [Name in keyof SelfReport]: SQL<SelfReport[Name]> };

export async function listLatestReports(db: Db, learnerId: string): Promise<SelfReport[]> {
  return db.select(LATEST).from(sql`${latestReports(sql`${learnerId}::uuid`)} latest`);
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
