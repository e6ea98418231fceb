import { type Database, schema } from "@fluentfusion/db";
import { and, asc, count, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../shared/actor.ts";

type Db = Database["db"];
export type Reviewer = Pick<Actor, "userId" | "targetLanguage">;

const { items, itemStates } = schema;

/** Due by an instant, in the language that is learned now, and still taught. Asks for a join with `items`. */
const isDue = ({ userId, targetLanguage }: Reviewer, by: Date): SQL | undefined =>
  and(
    eq(itemStates.learnerId, userId),
    lte(itemStates.dueAt, by),
    eq(items.targetLanguage, targetLanguage),
    isNull(items.retiredAt),
  );

/** Items that are due by an instant, the longest overdue first, and how many there are in all. */
export async function findDue(db: Db, reviewer: Reviewer, by: Date, limit: number) {
  const rows = await db
    .select({ itemId: itemStates.itemId, all: sql<number>`count(*) over ()::int` })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(isDue(reviewer, by))
    .orderBy(asc(itemStates.dueAt), asc(itemStates.itemId))
    .limit(limit);
  return { itemIds: rows.map(({ itemId }) => itemId), all: rows[0]?.all ?? 0 };
}

export async function countDue(db: Db, reviewer: Reviewer, by: Date): Promise<number> {
  const [row] = await db
    .select({ due: count() })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(isDue(reviewer, by));
  return row?.due ?? 0;
}

/** How many items fall due on each day of a calendar, up to an instant. */
export async function countDueByDay(db: Db, reviewer: Reviewer, by: Date, timeZone: string) {
  const day = sql<string>`(${itemStates.dueAt} at time zone ${timeZone})::date::text`;
  return db
    .select({ day: day.as("day"), due: count() })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(isDue(reviewer, by))
    .groupBy(sql`day`);
}
