import { LANGUAGES, LIMITS } from "@fluentfusion/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { client } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Doors } from "./doors.tsx";
import { PasswordField } from "./password-field.tsx";
import { draftErrors, type DraftErrors, type RegisterDraft, serverErrors } from "./register-draft.ts";
import { useSession } from "./session.tsx";

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
    userType: "tourist",
    targetLanguage: language === "kinyarwanda" ? "english" : "kinyarwanda",
    nativeLanguage: language,
  });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

  const hasFieldErrors = Object.keys(errors).length > 0;
  useEffect(() => {
    if (hasFieldErrors) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [hasFieldErrors]);

  const register = useMutation({
    mutationFn: (input: Parameters<typeof client.register>[0]) => client.register(input),
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
  const languages = LANGUAGES.map((value) => ({ value, label: <T of={`language.${value}`} /> }));

  return (
    <Doors form>
      <Page title={t("auth.register.title")} narrow>
        <form ref={form} className="stack" noValidate onSubmit={submit}>
          {register.isError && !hasFieldErrors && <ErrorNotice error={register.error} />}
          <Choices
            legend={<T of="auth.iAm" />}
            value={draft.userType}
            onChange={(userType) => change({ userType })}
            options={[
              { value: "tourist", label: <T of="auth.tourist" /> },
              { value: "tourism_worker", label: <T of="auth.tourism_worker" /> },
            ]}
          />
          <Choices
            legend={<T of="auth.speak" />}
            value={draft.nativeLanguage}
            onChange={(nativeLanguage) => change({ nativeLanguage })}
            options={languages}
          />
          <Choices
            legend={<T of="auth.learn" />}
            value={draft.targetLanguage}
            onChange={(targetLanguage) => change({ targetLanguage })}
            options={languages}
            error={errors.targetLanguage && <T of={errors.targetLanguage} />}
          />
          <Field
            label={<T of="auth.username" />}
            name="username"
            autoComplete="nickname"
            maxLength={LIMITS.usernameMaxChars}
            value={draft.username}
            onChange={(event) => change({ username: event.target.value })}
            error={errors.username && <T of={errors.username} />}
          />
          <Field
            label={<T of="auth.email" />}
            name="email"
            type="email"
            autoComplete="email"
            maxLength={LIMITS.emailMaxChars}
            value={draft.email}
            onChange={(event) => change({ email: event.target.value })}
            error={errors.email && <T of={errors.email} />}
          />
          <PasswordField
            isNew
            value={draft.password}
            onChange={(password) => change({ password })}
            error={errors.password && <T of={errors.password} />}
          />
          <p className="small soft">
            <T of="auth.timeZone" with={{ zone: timeZone }} />
          </p>
          <Button type="submit" wide busy={register.isPending}>
            <T of="auth.create" />
          </Button>
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
