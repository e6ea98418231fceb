import type { Recommendations } from "@fluentfusion/contract";
import type { ReviewLimits } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { dueReviews } from "../reviews/reviews.service.ts";
import { DEFAULT_LIMITS } from "../reviews/settings.queries.ts";
import type { Chosen } from "./choose-lessons.ts";
import type { Standing } from "./learner-standing.ts";
import type { SettingsRow } from "./recommendations.queries.ts";

const limitsOf = (settings: SettingsRow | null): ReviewLimits =>
  settings === null
    ? DEFAULT_LIMITS
    : {
        dailyCap: settings.daily_cap,
        pausedUntil: settings.paused_until,
        catchUpDays: settings.catch_up_days,
      };

/** An invitation to the reviews that the settings leave for today, where there are any and the policy sees a need. */
export async function inviteToReview(
  ctx: ActorContext,
  { row }: Standing,
  { review }: Chosen,
): Promise<Recommendations["review"]> {
  if (review === null) return null;
  const { itemIds } = await dueReviews(ctx, limitsOf(row.settings));
  const { length } = itemIds;
  return length === 0 ? null : { items: length, reason: review(length) };
}
