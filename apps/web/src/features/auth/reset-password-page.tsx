import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Doors } from "./doors.tsx";
import { useLinkToken } from "./link-token.ts";
import { PasswordField } from "./password-field.tsx";
import { serverErrors } from "./register-draft.ts";

/** Where the mailed link leads. */
export function ResetPasswordPage() {
  const { t } = useMessages();
  const token = useLinkToken();
  const [newPassword, setNewPassword] = useState("");
  const reset = useMutation(trpc.auth.resetPassword.mutationOptions());
  const { password } = reset.isError ? serverErrors(readError(reset.error)) : {};
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!reset.isPending && newPassword !== "") reset.mutate({ token, newPassword });
  };
  return (
    <Doors form>
      <Page title={t("auth.reset.title")} narrow>
        {reset.isSuccess ? (
          <div className="stack">
            <p aria-live="polite">
              <T of="auth.reset.done" />
            </p>
            <div>
              <ButtonLink href="/sign-in">
                <T of="auth.signIn" />
              </ButtonLink>
            </div>
          </div>
        ) : (
          <form className="stack" onSubmit={submit}>
            {reset.isError && password === undefined && <ErrorNotice error={reset.error} />}
            <PasswordField
              isNew
              value={newPassword}
              onChange={setNewPassword}
              error={password && <T of={password} />}
            />
            <Button type="submit" wide busy={reset.isPending}>
              <T of="auth.reset.save" />
            </Button>
            <p>
              <Link href="/forgot-password">
                <T of="auth.forgot" />
              </Link>
            </p>
          </form>
        )}
      </Page>
    </Doors>
  );
}
