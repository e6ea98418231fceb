import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { client } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Doors } from "./doors.tsx";
import { PasswordField } from "./password-field.tsx";
import { useSession } from "./session.tsx";

export function SignInPage() {
  const { t } = useMessages();
  const { enter } = useSession();
  const [path, go] = useLocation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");

  const login = useMutation({
    mutationFn: (input: Parameters<typeof client.signIn>[0]) => client.signIn(input),
    onSuccess: (user) => {
      if (path === "/sign-in") go("/", { replace: true });
      enter(user);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (login.isPending || email.trim() === "" || password === "") return;
    login.mutate({ email: email.trim(), password });
  };

  return (
    <Doors form>
      <Page title={t("auth.signIn.title")} narrow>
        <form className="stack" onSubmit={submit}>
          {login.isError && <ErrorNotice error={login.error} />}
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
