import { type Database, schema } from "@fluentfusion/db";
import { and, asc, count, eq, lte, sql } from "drizzle-orm";

type Db = Database["db"];

const { itemStates, learningSettings } = schema;

export type Settings = typeof learningSettings.$inferSelect;

/** The settings of a learner who never chose any. */
const defaultsOf = (learnerId: string): Settings => ({
  learnerId,
  dailyCap: 60,
  pausedUntil: null,
  catchUpDays: 1,
  arrivalOn: null,
  minutesPerDay: 10,
  situations: [],
  dismissed: [],
});

export async function findSettings(db: Db, learnerId: string): Promise<Settings> {
  const [row] = await db.select().from(learningSettings).where(eq(learningSettings.learnerId, learnerId));
  return row ?? defaultsOf(learnerId);
}

/** Changes some of them, making the row where there is none. */
export async function saveSettings(
  db: Db,
  learnerId: string,
  change: Partial<Omit<Settings, "learnerId">>,
): Promise<Settings> {
  if (Object.keys(change).length === 0) return findSettings(db, learnerId);
  const [row] = await db
    .insert(learningSettings)
    .values({ learnerId, ...change })
    .onConflictDoUpdate({ target: learningSettings.learnerId, set: change })
    .returning();
  return row ?? defaultsOf(learnerId);
}

/** Items that are due by an instant, the longest overdue first, and how many there are in all. */
export async function findDue(db: Db, learnerId: string, by: Date, limit: number) {
  const rows = await db
    .select({ itemId: itemStates.itemId, all: sql<number>`count(*) over ()::int` })
    .from(itemStates)
    .where(and(eq(itemStates.learnerId, learnerId), lte(itemStates.dueAt, by)))
    .orderBy(asc(itemStates.dueAt), asc(itemStates.itemId))
    .limit(limit);
  return { itemIds: rows.map(({ itemId }) => itemId), all: rows[0]?.all ?? 0 };
}

/** How many items fall due on each day of a calendar, up to an instant. */
export async function countDueByDay(db: Db, learnerId: string, by: Date, timeZone: string) {
  const day = sql<string>`(${itemStates.dueAt} at time zone ${timeZone})::date::text`;
  return db
    .select({ day: day.as("day"), due: count() })
    .from(itemStates)
    .where(and(eq(itemStates.learnerId, learnerId), lte(itemStates.dueAt, by)))
    .groupBy(sql`day`);
}
