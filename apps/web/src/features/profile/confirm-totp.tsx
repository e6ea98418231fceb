import type { EnrolledTotp } from "@fluentfusion/contract";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { encode } from "uqr";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { CodeField } from "../auth/code-field.tsx";

interface ConfirmTotpProps {
  readonly enrolled: EnrolledTotp;
  readonly onCodes: (codes: readonly string[]) => void;
}

/** The second step: the app's first code proves that it has the secret. */
export function ConfirmTotp({ enrolled: { uri, secret }, onCodes }: ConfirmTotpProps) {
  const [code, setCode] = useState("");
  const confirm = useMutation(
    trpc.auth.confirmTotp.mutationOptions({ onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes) }),
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!confirm.isPending && code.trim().length >= 6) confirm.mutate({ code: code.trim() });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        <T of="profile.totp.scan" />
      </p>
      <QrCode text={uri} />
      <p>
        <T of="profile.totp.key" />{" "}
        <code className="totp-key" translate="no">
          {secret}
        </code>
      </p>
      <CodeField value={code} onChange={setCode} />
      {confirm.isError && <ErrorNotice error={confirm.error} />}
      <div>
        <Button type="submit" busy={confirm.isPending}>
          <T of="profile.totp.confirm" />
        </Button>
      </div>
    </form>
  );
}

/** Dark on light in both themes: cameras look for that. */
function QrCode({ text }: { text: string }) {
  const { t } = useMessages();
  const { data, size } = encode(text, { border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("profile.totp.qr")}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
