import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { client } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { AccountFields } from "./account-fields.tsx";
import { Doors } from "./doors.tsx";
import { LearnerChoices, likelyDraft } from "./learner-choices.tsx";
import { draftErrors, type DraftErrors, type RegisterDraft, serverErrors } from "./register-draft.ts";
import { useSecondTry } from "./second-try.ts";
import { useSession } from "./session.tsx";
import { TermsNote } from "./terms-note.tsx";

export function RegisterPage() {
  const { t, language } = useMessages();
  const { enter } = useSession();
  const [, go] = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [draft, setDraft] = useState<RegisterDraft>({
    username: "",
    email: "",
    password: "",
    ...likelyDraft(language),
  });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

  const hasFieldErrors = Object.keys(errors).length > 0;
  useEffect(() => {
    if (hasFieldErrors) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [hasFieldErrors]);

  const makeAccount = useSecondTry(
    (account: Parameters<typeof client.register>[0]) => client.register(account),
    "EMAIL_TAKEN",
  );
  const register = useMutation({
    mutationFn: makeAccount,
    onSuccess: (user) => {
      go("/", { replace: true });
      enter(user);
    },
    onError: (error) => setErrors(serverErrors(readError(error))),
  });

  const change = (part: Partial<RegisterDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (register.isPending) return;
    const found = draftErrors(draft);
    setErrors(found);
    if (Object.keys(found).length === 0) {
      register.mutate({ ...draft, email: draft.email.trim(), timeZone });
    }
  };

  return (
    <Doors form>
      <Page title={t("auth.register.title")} narrow>
        <form ref={form} className="stack" noValidate onSubmit={submit}>
          {register.isError && !hasFieldErrors && <ErrorNotice error={register.error} />}
          <LearnerChoices
            draft={draft}
            onChange={change}
            error={errors.targetLanguage && <T of={errors.targetLanguage} />}
          />
          <AccountFields draft={draft} onChange={change} errors={errors} />
          <p className="small soft">
            <T of="auth.timeZone" with={{ zone: timeZone }} />
          </p>
          <Button type="submit" wide busy={register.isPending}>
            <T of="auth.create" />
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
