import { T, useMessages } from "../../messages/use-messages.tsx";
import { useUser } from "../auth/session.tsx";
import { DeviceList } from "./device-list.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProfileFrame } from "./profile-frame.tsx";

/** How one gets in, and where one is in. */
export default function SignInSettingsPage() {
  const { t } = useMessages();
  const { isGuest } = useUser();
  return (
    <ProfileFrame title={t("profile.safety")}>
      {!isGuest && (
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
    </ProfileFrame>
  );
}
