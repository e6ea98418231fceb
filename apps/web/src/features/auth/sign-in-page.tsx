import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { client } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { CodeField } from "./code-field.tsx";
import { Doors } from "./doors.tsx";
import { PasswordField } from "./password-field.tsx";
import { useSession } from "./session.tsx";

export function SignInPage() {
  const { t } = useMessages();
  const { enter } = useSession();
  const [path, go] = useLocation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asksCode, setAsksCode] = useState(false);

  const login = useMutation({
    mutationFn: (input: Parameters<typeof client.signIn>[0]) => client.signIn(input),
    onError: (error) => {
      if (readError(error).code === "TOTP_REQUIRED") setAsksCode(true);
    },
    onSuccess: (user) => {
      if (path === "/sign-in") go("/", { replace: true });
      enter(user);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (login.isPending || email.trim() === "" || password === "") return;
    login.mutate({ email: email.trim(), password, ...(code.trim() !== "" && { totpCode: code.trim() }) });
  };
  // To be asked for the code is no failure.
  const hasFailed = login.isError && readError(login.error).code !== "TOTP_REQUIRED";

  return (
    <Doors form>
      <Page title={t("auth.signIn.title")} narrow>
        <form className="stack" onSubmit={submit}>
          {hasFailed && <ErrorNotice error={login.error} />}
          <Field
            label={<T of="auth.email" />}
            name="email"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <PasswordField value={password} onChange={setPassword} />
          {asksCode && <CodeField value={code} onChange={setCode} />}
          <Button type="submit" wide busy={login.isPending}>
            <T of="auth.signIn" />
          </Button>
          <p>
            <Link href="/forgot-password">
              <T of="auth.forgot" />
            </Link>
          </p>
          <p>
            <T of="auth.noAccount" />{" "}
            <Link href="/register">
              <T of="auth.create" />
            </Link>
          </p>
        </form>
      </Page>
    </Doors>
  );
}
