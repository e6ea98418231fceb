import type { DueReviews, ReviewForecast, ReviewSettings, ReviewSettingsInput } from "@fluentfusion/contract";
import { localDay } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { planReviews } from "./plan-reviews.ts";
import { countDueByDay, findDue } from "./due.queries.ts";
import { findSettings, saveSettings } from "./settings.queries.ts";

const DAY_MS = 86_400_000;

/** No cap is higher. */
const MOST_DUE = 500;

/** What to review today, within the learner's settings. */
export async function dueReviews({ deps, actor }: ActorContext): Promise<DueReviews> {
  const now = deps.now();
  const [settings, due] = await Promise.all([
    findSettings(deps.db, actor.userId),
    findDue(deps.db, actor, now, MOST_DUE),
  ]);
  const [planned = 0] = planReviews([localDay(now.getTime(), actor.timeZone)], [due.all], settings);
  return { itemIds: due.itemIds.slice(0, planned), overdue: due.all };
}

/** What falls due on the coming days of the learner's calendar, as things stand now. */
export async function forecastReviews({ deps, actor }: ActorContext, count: number): Promise<ReviewForecast> {
  const now = deps.now().getTime();
  const days = Array.from({ length: count }, (_, index) => addDays(localDay(now, actor.timeZone), index));
  const [settings, rows] = await Promise.all([
    findSettings(deps.db, actor.userId),
    countDueByDay(deps.db, actor, new Date(now + (count + 1) * DAY_MS), actor.timeZone),
  ]);
  const [today = ""] = days;
  const due = days.map((day) =>
    rows.reduce((sum, row) => sum + (row.day === day || (day === today && row.day < day) ? row.due : 0), 0),
  );
  const planned = planReviews(days, due, settings);
  return { days: days.map((day, index) => ({ day, due: due[index] ?? 0, planned: planned[index] ?? 0 })) };
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
