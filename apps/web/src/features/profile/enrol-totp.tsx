import type { EnrolledTotp } from "@fluentfusion/contract";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { PasswordField } from "../auth/password-field.tsx";

/** The first step: a secret for the app, for whoever knows the password. */
export function EnrolTotp({ onEnrolled }: { onEnrolled: (enrolled: EnrolledTotp) => void }) {
  const [password, setPassword] = useState("");
  const enrol = useMutation(trpc.auth.enrolTotp.mutationOptions({ onSuccess: onEnrolled }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!enrol.isPending && password !== "") enrol.mutate({ password });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        <T of="profile.totp.body" />
      </p>
      <PasswordField label={<T of="profile.password.current" />} value={password} onChange={setPassword} />
      {enrol.isError && <ErrorNotice error={enrol.error} />}
      <div>
        <Button type="submit" look="secondary" busy={enrol.isPending}>
          <T of="profile.totp.begin" />
        </Button>
      </div>
    </form>
  );
}
