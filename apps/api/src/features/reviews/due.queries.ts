import { type Database, schema } from "@fluentfusion/db";
import { and, count, eq, gte, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../shared/actor.ts";

type Db = Database["db"];
export type Reviewer = Pick<Actor, "userId" | "targetLanguage">;
/** With the calendar that days are told by. */
type DailyReviewer = Reviewer & Pick<Actor, "timeZone">;

/** No cap is higher. */
const MOST_DUE = 500;

const { items, itemStates } = schema;

/** A learner's items of the language that is learned now, and still taught. Asks for a join with `items`. */
const isLearned = ({ userId, targetLanguage }: Reviewer): SQL | undefined =>
  and(eq(itemStates.learnerId, userId), eq(items.targetLanguage, targetLanguage), isNull(items.retiredAt));

/** Of the learner's calendar: the midnight before an instant, or so many days later. */
function midnight({ timeZone }: DailyReviewer, now: Date, daysLater = 0): SQL {
  const days = sql.raw(String(daysLater));
  return sql`((date_trunc('day', ${now.toISOString()}::timestamptz at time zone ${timeZone}) + ${days} * interval '1 day')
    at time zone ${timeZone})`;
}

/**
 * By the day of their last answer in the learner's calendar, which need not be that of the device which gave it: else who
 * travels could review a whole day twice.
 */
const answeredToday = (reviewer: DailyReviewer, now: Date): SQL =>
  gte(itemStates.lastAt, midnight(reviewer, now));

/** Items met before that were answered today, in whatever language: the cap is the learner's, not a language's. */
const countDone = (reviewer: DailyReviewer, now: Date): SQL<number> => sql<number>`(select count(*)::int
  from ${itemStates} where ${itemStates.learnerId} = ${reviewer.userId} and ${itemStates.reviews} > 1
    and ${answeredToday(reviewer, now)})`;

const countWhere = (condition: SQL | undefined) => sql<number>`(count(*) filter (where ${condition}))::int`;

/** How far a day of reviews has come, in one statement. */
interface FoundDay {
  /** Due now and not answered today, the longest overdue first. */
  readonly itemIds: readonly string[];
  /** All that is due now. */
  readonly overdue: number;
  /** Due by the end of the day and not answered on it. */
  readonly waiting: number;
  /** Items met before that were answered on the day. */
  readonly done: number;
}

export async function findReviewDay(db: Db, reviewer: DailyReviewer, now: Date): Promise<FoundDay> {
  const isDueNow = lte(itemStates.dueAt, now);
  const waits = sql`not ${answeredToday(reviewer, now)}`;
  const [row] = await db
    .select({
      itemIds: sql<
        string[]
      >`coalesce((array_agg(${itemStates.itemId}::text order by ${itemStates.dueAt}, ${itemStates.itemId})
        filter (where ${and(isDueNow, waits)}))[:${sql.raw(String(MOST_DUE))}], '{}')`,
      overdue: countWhere(isDueNow),
      waiting: countWhere(waits),
      done: countDone(reviewer, now),
    })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(and(isLearned(reviewer), lt(itemStates.dueAt, midnight(reviewer, now, 1))));
  if (row === undefined) throw new Error("a count gave no row");
  return row;
}

/** All that is due, whatever the learner's settings. */
export async function countDue(db: Db, reviewer: Reviewer, by: Date): Promise<number> {
  const [row] = await db
    .select({ due: count() })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(and(isLearned(reviewer), lte(itemStates.dueAt, by)));
  return row?.due ?? 0;
}

/**
 * How many items fall due on each of so many days of the learner's calendar, today first with all that is overdue; how
 * many of each were answered today (`again`), and what was reviewed today. Days on which nothing falls due are left out.
 */
export async function countDueByDay(db: Db, reviewer: DailyReviewer, now: Date, days: number) {
  const day = sql<string>`(greatest(${itemStates.dueAt}, ${now.toISOString()}::timestamptz)
    at time zone ${reviewer.timeZone})::date::text`;
  return db
    .select({
      day: day.as("day"),
      due: count(),
      again: countWhere(answeredToday(reviewer, now)),
      done: countDone(reviewer, now),
    })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(and(isLearned(reviewer), lt(itemStates.dueAt, midnight(reviewer, now, days))))
    .groupBy(sql`day`);
}
