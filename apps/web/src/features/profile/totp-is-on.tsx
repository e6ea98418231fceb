import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { CodeField } from "../auth/code-field.tsx";
import { PasswordField } from "../auth/password-field.tsx";

interface TotpIsOnProps {
  readonly recoveryCodesLeft: number;
  readonly onCodes: (codes: readonly string[]) => void;
}

/** With a code: new recovery codes; with the password too: off again. */
export function TotpIsOn({ recoveryCodesLeft, onCodes }: TotpIsOnProps) {
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const renew = useMutation(
    trpc.auth.renewRecoveryCodes.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    }),
  );
  const disable = useMutation(
    trpc.auth.disableTotp.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.auth.totp.queryFilter()),
    }),
  );
  const isBusy = renew.isPending || disable.isPending;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy && password !== "") disable.mutate({ password, code: code.trim() });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        <strong>
          <T of="profile.totp.on" />
        </strong>{" "}
        <T of="profile.totp.left" with={{ count: recoveryCodesLeft }} />
      </p>
      <CodeField value={code} onChange={setCode} />
      <PasswordField label={<T of="profile.password.current" />} value={password} onChange={setPassword} />
      {(renew.isError || disable.isError) && <ErrorNotice error={disable.error ?? renew.error} />}
      <div className="row">
        <Button look="secondary" busy={isBusy} onClick={() => renew.mutate({ code: code.trim() })}>
          <T of="profile.totp.renew" />
        </Button>
        <Button type="submit" look="danger" busy={isBusy}>
          <T of="profile.totp.off" />
        </Button>
      </div>
    </form>
  );
}
