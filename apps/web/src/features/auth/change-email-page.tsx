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

/** Where the links in both mails lead: opening one is the agreement of its address. */
export function ChangeEmailPage() {
  const { t } = useMessages();
  const token = useLinkToken();
  const { mutate, data, isError, error } = useMutation(trpc.auth.confirmEmailChange.mutationOptions());
  useEffect(() => mutate({ token }), [mutate, token]);
  return (
    <Doors form>
      <Page title={t("auth.change.title")} narrow>
        {isError && <ErrorNotice error={error} onRetry={() => mutate({ token })} />}
        {data !== undefined && (
          <p aria-live="polite" data-changed={data.isChanged}>
            <T of={data.isChanged ? "auth.change.done" : "auth.change.half"} />
          </p>
        )}
        {!isError && data === undefined && <Skeleton heights={[3]} />}
        <div>
          <ButtonLink href="/">
            <T of="missing.home" />
          </ButtonLink>
        </div>
      </Page>
    </Doors>
  );
}
