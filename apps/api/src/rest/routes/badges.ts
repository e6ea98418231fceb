import { z } from "zod";
import { listBadges, listMyBadges } from "../../features/badges/badges.service.ts";
import { InstantOut } from "../route-fields.ts";
import { learnerRoute, type Route } from "../route.ts";

const BadgeFields = z.object({
  badge_id: z.string(),
  name: z.string(),
  description: z.string(),
  icon: z.string(),
});
const BadgeOut = BadgeFields.meta({ id: "Badge" });
const EarnedOut = BadgeFields.extend({ earned_at: InstantOut }).meta({ id: "EarnedBadge" });

export const badgeRoutes: readonly Route[] = [
  learnerRoute(
    {
      method: "GET",
      path: "/api/badges",
      summary: "Every badge",
      tag: "badges",
      status: 200,
      output: z.array(BadgeOut),
    },
    async () => listBadges().map(({ id, ...badge }) => ({ badge_id: id, ...badge })),
  ),
  learnerRoute(
    {
      method: "GET",
      path: "/api/users/me/badges",
      summary: "The badges that the signed-in user has earned",
      tag: "badges",
      status: 200,
      output: z.array(EarnedOut),
    },
    async (request) => {
      const badges = await listMyBadges(request);
      return badges.map(({ id, earnedAt, ...badge }) => ({ badge_id: id, ...badge, earned_at: earnedAt }));
    },
  ),
];
