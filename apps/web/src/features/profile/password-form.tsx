import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { PasswordField } from "../auth/password-field.tsx";
import { serverErrors } from "../auth/register-draft.ts";

const EMPTY = { currentPassword: "", newPassword: "" };

export function PasswordForm() {
  const [draft, setDraft] = useState(EMPTY);
  const change = useMutation(
    trpc.auth.changePassword.mutationOptions({
      onSuccess: () => {
        setDraft(EMPTY);
        void queryClient.invalidateQueries(trpc.auth.sessions.queryFilter());
      },
    }),
  );
  const { password } = change.isError ? serverErrors(readError(change.error)) : {};
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending || draft.currentPassword === "" || draft.newPassword === "") return;
    change.mutate(draft);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <PasswordField
        label={<T of="profile.password.current" />}
        value={draft.currentPassword}
        onChange={(currentPassword) => setDraft({ ...draft, currentPassword })}
      />
      <PasswordField
        isNew
        label={<T of="profile.password.new" />}
        value={draft.newPassword}
        onChange={(newPassword) => setDraft({ ...draft, newPassword })}
        error={password && <T of={password} />}
      />
      {change.isError && password === undefined && <ErrorNotice error={change.error} />}
      <div className="row">
        <Button type="submit" look="secondary" busy={change.isPending}>
          <T of="profile.password.change" />
        </Button>
        <p aria-live="polite">{change.isSuccess && <T of="profile.password.changed" />}</p>
      </div>
    </form>
  );
}
