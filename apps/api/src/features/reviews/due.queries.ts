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

/** How far a day of reviews has come. */
interface DaySoFar {
  /** Due by the end of the day and not answered on it. */
  readonly waiting: number;
  /** Items met before that were answered on the day. */
  readonly done: number;
}

/** The same with what can be reviewed now. */
interface FoundDay extends DaySoFar {
  /** Due now and not answered today, the longest overdue first. */
  readonly itemIds: readonly string[];
  /** All that is due now. */
  readonly overdue: number;
}

/** The same, where a number will do. */
export interface CountedDay extends DaySoFar {
  /** Due now and not answered today. */
  readonly due: number;
}

const isDue = (now: Date): SQL => lte(itemStates.dueAt, now);
const waits = (reviewer: DailyReviewer, now: Date): SQL => sql`not ${answeredToday(reviewer, now)}`;
const canBeReviewed = (reviewer: DailyReviewer, now: Date) => and(isDue(now), waits(reviewer, now));

/** One row: how far the day has come, beside other columns of the items that are due by its end. */
const selectDay = (reviewer: DailyReviewer, now: Date, columns: SQL): SQL => sql`
  select ${columns}, ${countWhere(waits(reviewer, now))} as waiting, ${countDone(reviewer, now)} as done
  from ${itemStates} inner join ${items} on ${eq(items.id, itemStates.itemId)}
  where ${isLearned(reviewer)} and ${lt(itemStates.dueAt, midnight(reviewer, now, 1))}`;

/** A day as a statement gives it that reads more than that: one row of `CountedDay`. */
export const selectCountedDay = (reviewer: DailyReviewer, now: Date): SQL =>
  selectDay(reviewer, now, sql`${countWhere(canBeReviewed(reviewer, now))} as due`);

export async function findReviewDay(db: Db, reviewer: DailyReviewer, now: Date): Promise<FoundDay> {
  const ids = sql`coalesce((array_agg(${itemStates.itemId}::text order by ${itemStates.dueAt}, ${itemStates.itemId})
    filter (where ${canBeReviewed(reviewer, now)}))[:${sql.raw(String(MOST_DUE))}], '{}')`;
  const columns = sql`${ids} as "itemIds", ${countWhere(isDue(now))} as overdue`;
  const [row] = await db.execute<FoundDay & Record<string, unknown>>(selectDay(reviewer, now, columns));
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
