import { useEffect } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { Doors } from "../auth/doors.tsx";
import { keepInvite } from "./invite-link.ts";

/** A link to a team, opened by somebody who is not signed in: the invitation waits for them. */
export default function InvitedPage() {
  const { t } = useMessages();
  useEffect(keepInvite, []);
  return (
    <Doors form>
      <Page title={t("auth.invited.title")} narrow>
        <p>
          <T of="auth.invited.body" />
        </p>
        <ButtonLink href="/register" wide>
          <T of="auth.create" />
        </ButtonLink>
        <ButtonLink href="/sign-in" look="secondary" wide>
          <T of="welcome.signIn" />
        </ButtonLink>
      </Page>
    </Doors>
  );
}
