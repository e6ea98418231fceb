import type { Recommendations } from "@fluentfusion/contract";
import type { ReviewLimits } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { leftOf } from "../reviews/reviews.service.ts";
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
export function inviteToReview(
  ctx: ActorContext,
  { row: { settings, reviews } }: Standing,
  { review }: Chosen,
): Recommendations["review"] {
  if (review === null) return null;
  const items = Math.min(reviews.due, leftOf(ctx, reviews, limitsOf(settings)));
  return items === 0 ? null : { items, reason: review(items) };
}
