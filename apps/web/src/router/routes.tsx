import { Suspense, type ReactNode, useEffect } from "react";
import { Route, Switch, useLocation } from "wouter";
import { ChangeEmailPage } from "../features/auth/change-email-page.tsx";
import { ForgotPasswordPage } from "../features/auth/forgot-password-page.tsx";
import { GuestPage } from "../features/auth/guest-page.tsx";
import { RegisterPage } from "../features/auth/register-page.tsx";
import { ResetPasswordPage } from "../features/auth/reset-password-page.tsx";
import { useSession } from "../features/auth/session.tsx";
import { SignInPage } from "../features/auth/sign-in-page.tsx";
import { VerifyEmailPage } from "../features/auth/verify-email-page.tsx";
import { WelcomePage } from "../features/auth/welcome-page.tsx";
import { hasKeptInvite } from "../features/teams/invite-link.ts";
import { HomePage } from "../features/home/home-page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { lazyPage } from "./lazy-page.ts";
import { MissingPage } from "./missing-page.tsx";
import { Shell } from "./shell.tsx";
import { staffRoutes } from "./staff-routes.tsx";
import { UnreachablePage } from "./unreachable-page.tsx";

const FETCH_PAGES_AFTER_MS = 1500;

const PAGES = {
  lesson: () => import("../features/lesson/lesson-page.tsx"),
  sitting: () => import("../features/sitting/sitting-page.tsx"),
  summary: () => import("../features/sitting/summary-page.tsx"),
  catalogue: () => import("../features/catalogue/catalogue-page.tsx"),
  progress: () => import("../features/progress/progress-page.tsx"),
  days: () => import("../features/progress/days-page.tsx"),
  reviews: () => import("../features/reviews/reviews-page.tsx"),
  badges: () => import("../features/progress/badges-page.tsx"),
  plan: () => import("../features/plan/plan-page.tsx"),
  placement: () => import("../features/placement/placement-page.tsx"),
  why: () => import("../features/why/why-page.tsx"),
  disputes: () => import("../features/disputes/disputes-page.tsx"),
  profile: () => import("../features/profile/profile-page.tsx"),
  signIn: () => import("../features/profile/sign-in-settings-page.tsx"),
  data: () => import("../features/profile/data-page.tsx"),
};
const FlightPage = lazyPage(() => import("../features/flight/flight-page.tsx"));
const FlightSittingPage = lazyPage(() => import("../features/flight/flight-sitting-page.tsx"));
const EmergencyPage = lazyPage(() => import("../features/emergency/emergency-page.tsx"));
const InvitedPage = lazyPage(() => import("../features/teams/invited-page.tsx"));
const LessonPage = lazyPage(PAGES.lesson);
const SittingPage = lazyPage(PAGES.sitting);
const SummaryPage = lazyPage(PAGES.summary);
const CataloguePage = lazyPage(PAGES.catalogue);
const ProgressPage = lazyPage(PAGES.progress);
const DaysPage = lazyPage(PAGES.days);
const ReviewsPage = lazyPage(PAGES.reviews);
const BadgesPage = lazyPage(PAGES.badges);
const PlanPage = lazyPage(PAGES.plan);
const PlacementPage = lazyPage(PAGES.placement);
const WhyPage = lazyPage(PAGES.why);
const DisputesPage = lazyPage(PAGES.disputes);
const ProfilePage = lazyPage(PAGES.profile);
const SignInSettingsPage = lazyPage(PAGES.signIn);
const DataPage = lazyPage(PAGES.data);
const TokensPage = lazyPage(() => import("../features/profile/tokens-page.tsx"));

/** When the page has nothing else to do; not every browser says when that is. */
const idle = () =>
  new Promise<void>((done) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => done());
    else setTimeout(done, 100);
  });

/** A connection that is there now may be gone later: the other pages are fetched, one by one, once the first one stands. */
async function fetchPages(): Promise<void> {
  for (const fetchPage of Object.values(PAGES)) {
    await idle();
    await fetchPage().catch(() => undefined);
  }
}

const loading = (
  <div className="page">
    <Skeleton heights={[3, 12, 6]} />
  </div>
);

function Framed({ children }: { children: ReactNode }) {
  return (
    <Shell>
      <Suspense fallback={loading}>{children}</Suspense>
    </Shell>
  );
}

/** Mailed links are for whoever opens them, signed in or not. */
export function Routes() {
  return (
    <Switch>
      <Route path="/reset-password" component={ResetPasswordPage} />
      <Route path="/verify-email" component={VerifyEmailPage} />
      <Route path="/change-email" component={ChangeEmailPage} />
      <Route path="/emergency">
        <Suspense fallback={loading}>
          <EmergencyPage />
        </Suspense>
      </Route>
      <Route component={SessionRoutes} />
    </Switch>
  );
}

/** What this device can do alone, whether the server is in reach or not. */
const flightRoutes = [
  <Route key="lesson" path="/flight/:id">
    {({ id }) => (
      <Suspense fallback={loading}>
        <FlightSittingPage key={id} lessonId={id} />
      </Suspense>
    )}
  </Route>,
  <Route key="list" path="/flight">
    <Framed>
      <FlightPage />
    </Framed>
  </Route>,
];

/** Whoever is not signed in sees the doors only; the address stays, so that signing in leads to where one wanted to go. */
function SessionRoutes() {
  const { session } = useSession();
  switch (session.state) {
    case "checking":
      return <main id="main">{loading}</main>;
    case "unreachable":
      return (
        <Switch>
          {flightRoutes}
          <Route>
            <UnreachablePage error={session.error} />
          </Route>
        </Switch>
      );
    case "out":
      return (
        <Switch>
          <Route path="/" component={WelcomePage} />
          <Route path="/register" component={RegisterPage} />
          <Route path="/try" component={GuestPage} />
          <Route path="/forgot-password" component={ForgotPasswordPage} />
          <Route path="/join">
            <Suspense fallback={loading}>
              <InvitedPage />
            </Suspense>
          </Route>
          <Route component={SignInPage} />
        </Switch>
      );
    case "in":
      return <LearnerRoutes />;
  }
}

function LearnerRoutes() {
  useEffect(() => {
    const timer = setTimeout(() => void fetchPages(), FETCH_PAGES_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const [, go] = useLocation();
  useEffect(() => {
    if (hasKeptInvite()) go("/join", { replace: true });
  }, [go]);
  return (
    <Switch>
      <Route path="/sittings/:id">
        {({ id }) => (
          <Suspense fallback={loading}>
            <SittingPage key={id} id={id} />
          </Suspense>
        )}
      </Route>
      {flightRoutes}
      <Route>
        <Framed>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/lessons" component={CataloguePage} />
            <Route path="/lessons/:id">{({ id }) => <LessonPage key={id} id={id} />}</Route>
            <Route path="/sittings/:id/summary">{({ id }) => <SummaryPage key={id} id={id} />}</Route>
            <Route path="/lessons/:id/why">{({ id }) => <WhyPage key={id} id={id} />}</Route>
            <Route path="/plan" component={PlanPage} />
            <Route path="/placement" component={PlacementPage} />
            <Route path="/progress" component={ProgressPage} />
            <Route path="/progress/days" component={DaysPage} />
            <Route path="/progress/reviews" component={ReviewsPage} />
            <Route path="/progress/badges" component={BadgesPage} />
            <Route path="/disputes" component={DisputesPage} />
            <Route path="/profile" component={ProfilePage} />
            <Route path="/profile/sign-in" component={SignInSettingsPage} />
            <Route path="/profile/data" component={DataPage} />
            <Route path="/profile/tokens" component={TokensPage} />
            {staffRoutes}
            <Route path="/register" component={HomePage} />
            <Route path="/sign-in" component={HomePage} />
            <Route path="/try" component={HomePage} />
            <Route component={MissingPage} />
          </Switch>
        </Framed>
      </Route>
    </Switch>
  );
}
