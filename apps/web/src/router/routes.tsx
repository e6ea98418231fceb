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
import { deviceOwner } from "../features/device/device-store.ts";
import { hasSitting } from "../features/sitting/stored-sitting.ts";
import { hasKeptInvite } from "../features/teams/invite-link.ts";
import { HomePage } from "../features/home/home-page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { lazyPage } from "./lazy-page.tsx";
import { fetchAhead, fetchPages, PAGES } from "./learner-pages.ts";
import { MissingPage } from "./missing-page.tsx";
import { Shell } from "./shell.tsx";
import { staffRoutes } from "./staff-routes.tsx";
import { UnreachablePage } from "./unreachable-page.tsx";

const FETCH_PAGES_AFTER_MS = 1500;

const FlightPage = lazyPage(() => import("../features/flight/flight-page.tsx"));
const FlightSittingPage = lazyPage(() => import("../features/flight/flight-sitting-page.tsx"));
const InvitedPage = lazyPage(() => import("../features/teams/invited-page.tsx"));
const TermsPage = lazyPage(() => import("../features/terms/terms-page.tsx"));
const TokensPage = lazyPage(() => import("../features/profile/tokens-page.tsx"));

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
          <PAGES.emergency.Page />
        </Suspense>
      </Route>
      <Route path="/terms">
        <Suspense fallback={loading}>
          <TermsPage />
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
      return <LearnerRoutes key={session.user.id} />;
    case "checking":
    case "unreachable":
      return <LearnerRoutes key={deviceOwner()} />;
  }
}

/**
 * While the server is asked who it is, the frame of the pages stands without them, if the device does not know them either. What
 * the device can do alone goes on, whatever the server says.
 */
function LearnerRoutes() {
  const { session } = useSession();
  const isKnown = session.state === "in";
  useEffect(() => {
    const timer = setTimeout(() => void fetchPages(), FETCH_PAGES_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => fetchAhead(), []);
  const [, go] = useLocation();
  useEffect(() => {
    if (isKnown && hasKeptInvite()) go("/join", { replace: true });
  }, [go, isKnown]);
  return (
    <Switch>
      {flightRoutes}
      <Route path={PAGES.sitting.path}>
        {({ id }) => {
          // One that was begun here has all that it needs on the device.
          if (isKnown || hasSitting(id)) {
            return (
              <Suspense fallback={loading}>
                <PAGES.sitting.Page key={id} id={id} />
              </Suspense>
            );
          }
          if (session.state === "unreachable") return <UnreachablePage error={session.error} />;
          return <main id="main">{loading}</main>;
        }}
      </Route>
      {session.state === "unreachable" && (
        <Route>
          <UnreachablePage error={session.error} />
        </Route>
      )}
      <Route>
        <Framed>
          <Switch>
            {!isKnown && <Route>{loading}</Route>}
            <Route path="/" component={HomePage} />
            <Route path={PAGES.catalogue.path} component={PAGES.catalogue.Page} />
            <Route path={PAGES.lesson.path}>{({ id }) => <PAGES.lesson.Page key={id} id={id} />}</Route>
            <Route path={PAGES.summary.path}>{({ id }) => <PAGES.summary.Page key={id} id={id} />}</Route>
            <Route path={PAGES.why.path}>{({ id }) => <PAGES.why.Page key={id} id={id} />}</Route>
            <Route path={PAGES.plan.path} component={PAGES.plan.Page} />
            <Route path={PAGES.placement.path} component={PAGES.placement.Page} />
            <Route path={PAGES.progress.path} component={PAGES.progress.Page} />
            <Route path={PAGES.days.path} component={PAGES.days.Page} />
            <Route path={PAGES.reviews.path} component={PAGES.reviews.Page} />
            <Route path={PAGES.badges.path} component={PAGES.badges.Page} />
            <Route path={PAGES.disputes.path} component={PAGES.disputes.Page} />
            <Route path={PAGES.profile.path} component={PAGES.profile.Page} />
            <Route path={PAGES.signIn.path} component={PAGES.signIn.Page} />
            <Route path={PAGES.data.path} component={PAGES.data.Page} />
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
