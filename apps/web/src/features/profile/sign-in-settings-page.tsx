import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { useUser } from "../auth/session.tsx";
import { DeviceList } from "./device-list.tsx";
import { EmailForm } from "./email-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProfileFrame } from "./profile-frame.tsx";
import { SecondFactor } from "./second-factor.tsx";
import "./profile.css";

/** How one gets in, and where one is in. */
export default function SignInSettingsPage() {
  const { t } = useMessages();
  const { isGuest } = useUser();
  return (
    <ProfileFrame title={t("profile.safety")}>
      <div className="columns">
        {!isGuest && (
          <div className="stack">
            <section className="section card">
              <h2>
                <T of="profile.security" />
              </h2>
              <PasswordForm />
            </section>
            <section className="section card" id="email">
              <h2>
                <T of="profile.email" />
              </h2>
              <EmailForm />
            </section>
          </div>
        )}
        <div className="stack">
          {!isGuest && (
            <section className="section card" id="second-factor">
              <h2>
                <T of="profile.totp" />
              </h2>
              <SecondFactor />
            </section>
          )}
          <section className="section card">
            <h2>
              <T of="profile.devices" />
            </h2>
            <DeviceList />
          </section>
          {!isGuest && (
            <section className="section card">
              <h2>
                <T of="profile.tokens" />
              </h2>
              <p>
                <Link href="/profile/tokens">
                  <T of="profile.tokens.open" />
                </Link>
              </p>
            </section>
          )}
        </div>
      </div>
    </ProfileFrame>
  );
}
