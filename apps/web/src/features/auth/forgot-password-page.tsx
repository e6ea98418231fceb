import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Doors } from "./doors.tsx";

export function ForgotPasswordPage() {
  const { t } = useMessages();
  const [email, setEmail] = useState("");
  const request = useMutation(trpc.auth.requestPasswordReset.mutationOptions());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!request.isPending && email.trim() !== "") request.mutate({ email: email.trim() });
  };
  return (
    <Doors form>
      <Page title={t("auth.forgot.title")} narrow>
        <form className="stack" onSubmit={submit}>
          <p>
            <T of="auth.forgot.lead" />
          </p>
          {request.isError && <ErrorNotice error={request.error} />}
          <Field
            label={<T of="auth.email" />}
            name="email"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Button type="submit" wide busy={request.isPending}>
            <T of="auth.forgot.send" />
          </Button>
          <p aria-live="polite">{request.isSuccess && <T of="auth.forgot.sent" />}</p>
          <p>
            <Link href="/sign-in">
              <T of="auth.signIn" />
            </Link>
          </p>
        </form>
      </Page>
    </Doors>
  );
}
