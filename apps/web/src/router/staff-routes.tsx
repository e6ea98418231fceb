import { Route } from "wouter";
import { lazyPage } from "./lazy-page.tsx";

const TeamsPage = lazyPage(() => import("../features/teams/teams-page.tsx"));
const TeamPage = lazyPage(() => import("../features/teams/team-page.tsx"));
const JoinPage = lazyPage(() => import("../features/teams/join-page.tsx"));
const CoursePage = lazyPage(() => import("../features/authoring/course-page.tsx"));
const AuthoredLessonPage = lazyPage(() => import("../features/authoring/lesson-page.tsx"));
const DraftsPage = lazyPage(() => import("../features/authoring/drafts-page.tsx"));
const DraftPage = lazyPage(() => import("../features/authoring/draft-page.tsx"));
const DisputeDeskPage = lazyPage(() => import("../features/authoring/dispute-desk-page.tsx"));
const UsersPage = lazyPage(() => import("../features/operator/users-page.tsx"));
const LearnerPage = lazyPage(() => import("../features/operator/learner-page.tsx"));
const EnginePage = lazyPage(() => import("../features/operator/engine-page.tsx"));
const AuditPage = lazyPage(() => import("../features/operator/audit-page.tsx"));

/** Teams, and the work of authors and operators: fetched by those who go there. */
export const staffRoutes = [
  <Route key="join" path="/join" component={JoinPage} />,
  <Route key="teams" path="/teams" component={TeamsPage} />,
  <Route key="team" path="/teams/:id">
    {({ id }) => <TeamPage key={id} id={id} />}
  </Route>,
  <Route key="course" path="/authoring" component={CoursePage} />,
  <Route key="lesson" path="/authoring/lessons/:name">
    {({ name }) => <AuthoredLessonPage key={name} name={name} />}
  </Route>,
  <Route key="drafts" path="/authoring/drafts" component={DraftsPage} />,
  <Route key="draft" path="/authoring/drafts/:id">
    {({ id }) => <DraftPage key={id} id={id} />}
  </Route>,
  <Route key="desk" path="/authoring/disputes" component={DisputeDeskPage} />,
  <Route key="users" path="/operator" component={UsersPage} />,
  <Route key="learner" path="/operator/learners/:id">
    {({ id }) => <LearnerPage key={id} id={id} />}
  </Route>,
  <Route key="engine" path="/operator/engine" component={EnginePage} />,
  <Route key="audit" path="/operator/audit" component={AuditPage} />,
];
