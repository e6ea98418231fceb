import type { TokenSummary } from "@fluentfusion/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { momentFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./device-list.css";

/** The tokens that were given to programs, those that have ended too; each can be taken back. */
export function TokenList() {
  const tokens = useQuery(trpc.auth.tokens.queryOptions());
  const revoke = useMutation(
    trpc.auth.revokeToken.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.auth.tokens.queryFilter()),
    }),
  );
  return (
    <>
      <QueryView query={tokens} loading={<Skeleton heights={[3, 3]} />}>
        {(mine) =>
          mine.length === 0 ? (
            <p className="soft">
              <T of="profile.tokens.none" />
            </p>
          ) : (
            <ul className="device-list">
              {mine.map((token) => (
                <li key={token.id} data-token>
                  <Token token={token} />
                  <Button
                    look="quiet"
                    busy={revoke.isPending && revoke.variables.id === token.id}
                    onClick={() => revoke.mutate({ id: token.id })}
                  >
                    <T of="profile.tokens.revoke" />
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      {revoke.isError && <ErrorNotice error={revoke.error} />}
    </>
  );
}

function Token({ token: { name, scope, expiresAt, lastUsedAt } }: { token: TokenSummary }) {
  const { locale } = useMessages();
  const [now] = useState(() => Date.now());
  const format = momentFormat(locale, { dateStyle: "medium" });
  const date = format(expiresAt);
  return (
    <div className="device-words">
      <strong>{name}</strong>{" "}
      <span className="tag">
        <T of={`profile.tokens.scope.${scope}`} />
      </span>
      <p className="small soft">
        <T
          of={Date.parse(expiresAt) > now ? "profile.tokens.ends" : "profile.tokens.ended"}
          with={{ date }}
        />
        {" · "}
        {lastUsedAt === null ? (
          <T of="profile.tokens.unused" />
        ) : (
          <T of="profile.tokens.used" with={{ date: format(lastUsedAt) }} />
        )}
      </p>
    </div>
  );
}
