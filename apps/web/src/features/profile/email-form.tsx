import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { PasswordField } from "../auth/password-field.tsx";

const EMPTY = { newEmail: "", password: "" };

/** Asks the old and the new address by mail; nothing changes before both agree. */
export function EmailForm() {
  const [draft, setDraft] = useState(EMPTY);
  const change = useMutation(trpc.auth.changeEmail.mutationOptions({ onSuccess: () => setDraft(EMPTY) }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newEmail = draft.newEmail.trim();
    if (!change.isPending && newEmail !== "" && draft.password !== "") change.mutate({ ...draft, newEmail });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label={<T of="profile.email.new" />}
        name="newEmail"
        type="email"
        autoComplete="email"
        value={draft.newEmail}
        onChange={(event) => setDraft({ ...draft, newEmail: event.target.value })}
      />
      <PasswordField
        label={<T of="profile.password.current" />}
        value={draft.password}
        onChange={(password) => setDraft({ ...draft, password })}
      />
      {change.isError && <ErrorNotice error={change.error} />}
      <div className="row">
        <Button type="submit" look="secondary" busy={change.isPending}>
          <T of="profile.email.change" />
        </Button>
        <p aria-live="polite">{change.isSuccess && <T of="profile.email.sent" />}</p>
      </div>
    </form>
  );
}
