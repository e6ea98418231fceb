import { useMessages, T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { useSession, useUser } from "../auth/session.tsx";
import { AppSettings } from "./app-settings.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { DeviceList } from "./device-list.tsx";
import { LearningForm } from "./learning-form.tsx";
import { PasswordForm } from "./password-form.tsx";

export default function ProfilePage() {
  const { t, locale } = useMessages();
  const user = useUser();
  const { leave } = useSession();
  const joined = new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(user.joinedAt));
  return (
    <Page title={t("profile.title")} narrow>
      <div>
        <p>
          <strong>{user.username}</strong> · {user.isGuest ? <T of="profile.guest" /> : user.email}
        </p>
        <p className="small soft">
          <T of="profile.joined" with={{ date: joined }} />
        </p>
      </div>
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
        <LearningForm key={user.id} user={user} />
      </section>
      <section className="section card">
        <h2>
          <T of="profile.app" />
        </h2>
        <AppSettings />
      </section>
      {!user.isGuest && (
        <section className="section card">
          <h2>
            <T of="profile.security" />
          </h2>
          <PasswordForm />
        </section>
      )}
      <section className="section card">
        <h2>
          <T of="profile.devices" />
        </h2>
        <DeviceList />
      </section>
      <div>
        <Button look="secondary" onClick={leave}>
          <T of={user.isGuest ? "profile.signOut.guest" : "profile.signOut"} />
        </Button>
      </div>
    </Page>
  );
}
