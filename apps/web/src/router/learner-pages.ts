import { idle } from "../idle.ts";
import { keepFiles } from "../kept-files.ts";
import { fetchDrawn } from "../ui/charts/use-drawn.ts";
import { lazyPageAt } from "./lazy-page.tsx";

/** The pages of a learner, but for home, which is in the first load, and what everybody may see. */
export const PAGES = {
  emergency: lazyPageAt("/emergency", () => import("../features/emergency/emergency-page.tsx")),
  lesson: lazyPageAt("/lessons/:id", () => import("../features/lesson/lesson-page.tsx")),
  sitting: lazyPageAt("/sittings/:id", () => import("../features/sitting/sitting-page.tsx")),
  summary: lazyPageAt("/sittings/:id/summary", () => import("../features/sitting/summary-page.tsx")),
  catalogue: lazyPageAt("/lessons", () => import("../features/catalogue/catalogue-page.tsx")),
  progress: lazyPageAt("/progress", () => import("../features/progress/progress-page.tsx")),
  days: lazyPageAt("/progress/days", () => import("../features/progress/days-page.tsx")),
  reviews: lazyPageAt("/progress/reviews", () => import("../features/reviews/reviews-page.tsx")),
  badges: lazyPageAt("/progress/badges", () => import("../features/progress/badges-page.tsx")),
  plan: lazyPageAt("/plan", () => import("../features/plan/plan-page.tsx")),
  placement: lazyPageAt("/placement", () => import("../features/placement/placement-page.tsx")),
  why: lazyPageAt("/lessons/:id/why", () => import("../features/why/why-page.tsx")),
  disputes: lazyPageAt("/disputes", () => import("../features/disputes/disputes-page.tsx")),
  profile: lazyPageAt("/profile", () => import("../features/profile/profile-page.tsx")),
  signIn: lazyPageAt("/profile/sign-in", () => import("../features/profile/sign-in-settings-page.tsx")),
  data: lazyPageAt("/profile/data", () => import("../features/profile/data-page.tsx")),
};

/** Asks for the script of the page at an address, if it is one of these; the page itself asks again where that fails. */
export async function fetchPageAt(path: string): Promise<void> {
  const page = Object.values(PAGES).find((one) => one.isAt(path));
  await page?.fetchPage().catch(() => undefined);
}

/**
 * A connection that is there now may be gone later. The service worker keeps every file, and spares the page running what it
 * may never show; where there is none, the other pages are fetched, one by one.
 */
export async function fetchPages(): Promise<void> {
  if (await keepFiles()) return;
  for (const { fetchPage } of Object.values(PAGES)) {
    await idle();
    await fetchPage().catch(() => undefined);
  }
  await idle();
  await fetchDrawn();
}

const SIGNS = ["pointerover", "pointerdown", "focusin"] as const;

const onSign = ({ target }: Event) => {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.origin === location.origin) void fetchPageAt(link.pathname);
};

/** Fetches the page that a link leads to when somebody is about to follow it. Returns how to stop that. */
export function fetchAhead(): () => void {
  for (const sign of SIGNS) addEventListener(sign, onSign, { passive: true });
  return () => {
    for (const sign of SIGNS) removeEventListener(sign, onSign);
  };
}
