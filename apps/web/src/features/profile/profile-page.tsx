import { Link } from "wouter";
import { momentFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { useSession, useUser } from "../auth/session.tsx";
import { AppSettings } from "./app-settings.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { InstallApp } from "./install-app.tsx";
import { LearningForm } from "./learning-form.tsx";
import { ProfileFrame } from "./profile-frame.tsx";
import "./profile.css";

const MORE = [
  { href: "/plan", label: <T of="plan.title" /> },
  { href: "/progress/reviews", label: <T of="profile.reviews" /> },
  { href: "/placement", label: <T of="profile.placement" /> },
  { href: "/disputes", label: <T of="disputes.title" /> },
  { href: "/flight", label: <T of="flight.title" /> },
  { href: "/emergency", label: <T of="emergency.title" /> },
  { href: "/teams", label: <T of="profile.teams" /> },
  { href: "/terms", label: <T of="terms.title" /> },
] as const;

/** The work of a role; the server refuses everybody else. */
const WORK = [
  { href: "/authoring", label: <T of="profile.authoring" />, roles: ["author", "admin"] },
  { href: "/operator", label: <T of="profile.operator" />, roles: ["admin"] },
];

export default function ProfilePage() {
  const { t, locale } = useMessages();
  const user = useUser();
  const { leave } = useSession();
  const joined = momentFormat(locale, { dateStyle: "long" })(user.joinedAt);
  return (
    <ProfileFrame title={t("profile.title")}>
      <div>
        <p>
          {/* The name of a guest is made up by the server, for no eyes. */}
          <strong>{user.isGuest ? <T of="profile.guest" /> : user.username}</strong>
          {!user.isGuest && ` · ${user.email}`}
        </p>
        <p className="small soft">
          <T of="profile.joined" with={{ date: joined }} />
        </p>
      </div>
      <div className="columns">
        <div className="stack">
          {user.isGuest && (
            <section className="section card">
              <h2>
                <T of="auth.claim.title" />
              </h2>
              <ClaimForm />
            </section>
          )}
          <section className="section card">
            <h2>
              <T of="profile.learning" />
            </h2>
            <LearningForm key={`${user.id} ${user.isGuest}`} user={user} />
          </section>
        </div>
        <div className="stack">
          <section className="section card">
            <h2>
              <T of="profile.app" />
            </h2>
            <AppSettings />
            <InstallApp />
          </section>
          <section className="section card">
            <h2>
              <T of="profile.more" />
            </h2>
            <ul className="profile-more">
              {[...MORE, ...WORK.filter(({ roles }) => roles.includes(user.role))].map(({ href, label }) => (
                <li key={href}>
                  <Link href={href}>{label}</Link>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
      <div>
        <Button look="secondary" onClick={leave}>
          <T of={user.isGuest ? "profile.signOut.guest" : "profile.signOut"} />
        </Button>
      </div>
    </ProfileFrame>
  );
}
