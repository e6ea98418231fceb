import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { client } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Doors } from "./doors.tsx";
import { LearnerChoices, type LearnerDraft, likelyDraft } from "./learner-choices.tsx";
import { useSession } from "./session.tsx";
import { TermsNote } from "./terms-note.tsx";

/** The shortest way in: no name, no address, no password. */
export function GuestPage() {
  const { t, language } = useMessages();
  const { enter } = useSession();
  const [, go] = useLocation();
  const [draft, setDraft] = useState<LearnerDraft>(() => likelyDraft(language));
  const isSame = draft.targetLanguage === draft.nativeLanguage;

  const start = useMutation({
    mutationFn: () => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      return client.startAsGuest({ ...draft, timeZone });
    },
    onSuccess: (user) => {
      go("/", { replace: true });
      enter(user);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isSame && !start.isPending) start.mutate();
  };

  return (
    <Doors form>
      <Page title={t("auth.guest.title")} narrow>
        <form className="stack" onSubmit={submit}>
          <p>
            <T of="auth.guest.lead" />
          </p>
          {start.isError && <ErrorNotice error={start.error} />}
          <LearnerChoices
            draft={draft}
            onChange={(part) => setDraft({ ...draft, ...part })}
            error={isSame && <T of="auth.sameLanguage" />}
          />
          <Button type="submit" wide busy={start.isPending}>
            <T of="auth.guest.begin" />
          </Button>
          <TermsNote />
          <p>
            <T of="auth.haveAccount" />{" "}
            <Link href="/sign-in">
              <T of="auth.signIn" />
            </Link>
          </p>
        </form>
      </Page>
    </Doors>
  );
}
