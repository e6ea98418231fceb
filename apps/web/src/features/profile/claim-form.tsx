import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { client } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { AccountFields } from "../auth/account-fields.tsx";
import { accountErrors, type DraftErrors, serverErrors } from "../auth/register-draft.ts";
import { useSecondTry } from "../auth/second-try.ts";
import { useSession } from "../auth/session.tsx";

/** Makes an account of a guest. */
export function ClaimForm() {
  const { setUser } = useSession();
  const [draft, setDraft] = useState({ username: "", email: "", password: "" });
  const [errors, setErrors] = useState<DraftErrors>({});
  // A guest with an account is a guest no more, and may not make another.
  const makeAccount = useSecondTry(client.api.auth.claim.mutate, "FORBIDDEN");
  const claim = useMutation({
    mutationFn: makeAccount,
    onSuccess: setUser,
    onError: (error) => setErrors(serverErrors(readError(error))),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (claim.isPending) return;
    const found = accountErrors(draft);
    setErrors(found);
    if (Object.keys(found).length === 0) claim.mutate({ ...draft, email: draft.email.trim() });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>
        <T of="auth.claim.body" />
      </p>
      {claim.isError && Object.keys(errors).length === 0 && <ErrorNotice error={claim.error} />}
      <AccountFields draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} errors={errors} />
      <div>
        <Button type="submit" busy={claim.isPending}>
          <T of="auth.claim.open" />
        </Button>
      </div>
    </form>
  );
}
