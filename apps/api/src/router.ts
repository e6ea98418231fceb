import { adminRouter } from "./features/admin/admin.router.ts";
import { attemptsRouter } from "./features/attempts/attempts.router.ts";
import { authRouter } from "./features/auth/auth.router.ts";
import { authorRouter } from "./features/disputes/author.router.ts";
import { badgesRouter } from "./features/badges/badges.router.ts";
import { eventsRouter } from "./features/events/events.router.ts";
import { disputesRouter } from "./features/disputes/disputes.router.ts";
import { lessonsRouter } from "./features/lessons/lessons.router.ts";
import { placementRouter } from "./features/placement/placement.router.ts";
import { planRouter } from "./features/plan/plan.router.ts";
import { progressRouter, streakRouter, xpRouter } from "./features/progress/progress.router.ts";
import { recommendationsRouter } from "./features/recommendations/recommendations.router.ts";
import { reviewsRouter } from "./features/reviews/reviews.router.ts";
import { serviceRouter } from "./features/service/service.router.ts";
import { sessionRouter } from "./features/sittings/sittings.router.ts";
import { syncRouter } from "./features/sync/sync.router.ts";
import { teamsRouter } from "./features/teams/teams.router.ts";
import { meRouter } from "./features/users/users.router.ts";
import { router } from "./trpc/procedures.ts";

export const appRouter = router({
  auth: authRouter,
  me: meRouter,
  lessons: lessonsRouter,
  session: sessionRouter,
  attempts: attemptsRouter,
  progress: progressRouter,
  streak: streakRouter,
  xp: xpRouter,
  badges: badgesRouter,
  recommendations: recommendationsRouter,
  reviews: reviewsRouter,
  placement: placementRouter,
  plan: planRouter,
  sync: syncRouter,
  events: eventsRouter,
  service: serviceRouter,
  disputes: disputesRouter,
  author: authorRouter,
  teams: teamsRouter,
  admin: adminRouter,
});

export type AppRouter = typeof appRouter;
