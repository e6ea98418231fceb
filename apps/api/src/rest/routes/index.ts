import type { Route } from "../route.ts";
import { authRoutes } from "./auth.ts";
import { badgeRoutes } from "./badges.ts";
import { lessonRoutes } from "./lessons.ts";
import { progressRoutes } from "./progress.ts";
import { recommendationRoutes } from "./recommendations.ts";
import { userRoutes } from "./users.ts";

/** The whole original API. */
export const REST_ROUTES: readonly Route[] = [
  ...authRoutes,
  ...userRoutes,
  ...lessonRoutes,
  ...progressRoutes,
  ...badgeRoutes,
  ...recommendationRoutes,
];
