import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Doors } from "./doors.tsx";
import { useLinkToken } from "./link-token.ts";

/** Where the mailed link leads: opening it is the confirmation. */
export function VerifyEmailPage() {
  const { t } = useMessages();
  const token = useLinkToken();
  const { mutate, isSuccess, isError, error } = useMutation(trpc.auth.verifyEmail.mutationOptions());
  useEffect(() => mutate({ token }), [mutate, token]);
  return (
    <Doors form>
      <Page title={t("auth.verify.title")} narrow>
        {isError && <ErrorNotice error={error} onRetry={() => mutate({ token })} />}
        {isSuccess && (
          <p aria-live="polite">
            <T of="auth.verify.done" />
          </p>
        )}
        {!isError && !isSuccess && <Skeleton heights={[3]} />}
        <div>
          <ButtonLink href="/">
            <T of="missing.home" />
          </ButtonLink>
        </div>
      </Page>
    </Doors>
  );
}
