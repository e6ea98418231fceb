import { T } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { useUser } from "../auth/session.tsx";

/** Tells a guest what the progress hangs on, and how to keep it. */
export function GuestCard() {
  if (!useUser().isGuest) return null;
  return (
    <section className="section card">
      <h2>
        <T of="auth.claim.title" />
      </h2>
      <p className="soft">
        <T of="auth.claim.body" />
      </p>
      <div>
        <ButtonLink href="/profile" look="secondary">
          <T of="auth.claim.open" />
        </ButtonLink>
      </div>
    </section>
  );
}
