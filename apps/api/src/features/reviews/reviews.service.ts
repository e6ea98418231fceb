import type { DueReviews, ReviewForecast, ReviewSettings, ReviewSettingsInput } from "@fluentfusion/contract";
import { localDay, planReviews, type ReviewLimits, reviewsLeft } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { type CountedDay, countDueByDay, findReviewDay } from "./due.queries.ts";
import { findSettings, saveSettings } from "./settings.queries.ts";

const DAY_MS = 86_400_000;

/** How many reviews the settings leave for the rest of the day, of those that wait for it. */
export function leftOf(
  { deps, actor }: ActorContext,
  { waiting, done }: Pick<CountedDay, "waiting" | "done">,
  limits: ReviewLimits,
): number {
  return reviewsLeft({ day: localDay(deps.now().getTime(), actor.timeZone), waiting, done }, limits);
}

/**
 * What the learner's settings leave to be reviewed today: what `reviews.due` says, a sitting without minutes asks, and a
 * list of recommendations invites to.
 */
export async function dueReviews(ctx: ActorContext): Promise<DueReviews> {
  const { deps, actor } = ctx;
  const [limits, day] = await Promise.all([
    findSettings(deps.db, actor.userId),
    findReviewDay(deps.db, actor, deps.now()),
  ]);
  return { itemIds: day.itemIds.slice(0, leftOf(ctx, day, limits)), overdue: day.overdue };
}

/** What falls due on the coming days of the learner's calendar, as things stand now. */
export async function forecastReviews({ deps, actor }: ActorContext, count: number): Promise<ReviewForecast> {
  const now = deps.now();
  const today = localDay(now.getTime(), actor.timeZone);
  const [limits, rows] = await Promise.all([
    findSettings(deps.db, actor.userId),
    countDueByDay(deps.db, actor, now, count),
  ]);
  const rowOf = new Map(rows.map((row) => [row.day, row]));
  const days = Array.from({ length: count }, (_, index) => {
    const day = addDays(today, index);
    return { day, due: rowOf.get(day)?.due ?? 0 };
  });
  // What was reviewed today matters to what is due today, if anything is.
  const planned = planReviews(days, rowOf.get(today) ?? { done: 0, again: 0 }, limits);
  return { days: days.map((one, index) => ({ ...one, planned: planned[index] ?? 0 })) };
}

function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Changes what is given and tells what holds now. */
export async function setReviewSettings(
  { deps, actor }: ActorContext,
  { dailyCap, pausedUntil, catchUpDays }: ReviewSettingsInput,
): Promise<ReviewSettings> {
  const row = await saveSettings(deps.db, actor.userId, {
    ...(dailyCap === undefined ? {} : { dailyCap }),
    ...(pausedUntil === undefined ? {} : { pausedUntil }),
    ...(catchUpDays === undefined ? {} : { catchUpDays }),
  });
  return { dailyCap: row.dailyCap, pausedUntil: row.pausedUntil, catchUpDays: row.catchUpDays };
}
