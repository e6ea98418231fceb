import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";
import { forgetInvite, invite } from "./invite-link.ts";
import "../staff/staff.css";

/** What a link offers and what is agreed to, before anything is. */
export default function JoinPage() {
  const { w } = useWords();
  const [token] = useState(invite);
  useEffect(forgetInvite, []);
  return (
    <Page title={w("join.title")} narrow>
      {token === "" ? (
        <EmptyNotice title={<W of="join.none.title" />}>
          <W of="join.none.body" />
        </EmptyNotice>
      ) : (
        <Offer token={token} />
      )}
    </Page>
  );
}

function Offer({ token }: { token: string }) {
  const [, go] = useLocation();
  const query = useQuery(trpc.teams.lookInvite.queryOptions({ token }));
  const join = useMutation(
    trpc.teams.join.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.teams.pathFilter());
        go("/teams");
      },
    }),
  );
  return (
    <QueryView query={query} loading={<Skeleton heights={[4, 12]} />}>
      {({ teamName, post, consentVersion }) => (
        <>
          <p>
            <strong>
              <W of="join.offer" with={{ team: teamName, post }} />
            </strong>
          </p>
          <section className="section card">
            <h2>
              <W of="join.see" />
            </h2>
            <ul className="bullets">
              <li>
                <W of="join.see.1" />
              </li>
              <li>
                <W of="join.see.2" />
              </li>
            </ul>
            <h2>
              <W of="join.never" />
            </h2>
            <ul className="bullets">
              <li>
                <W of="join.never.1" />
              </li>
              <li>
                <W of="join.never.2" />
              </li>
            </ul>
            <p>
              <W of="join.leave" />
            </p>
          </section>
          <div className="staff-keys">
            <Button busy={join.isPending} onClick={() => join.mutate({ token, consentVersion })}>
              <W of="join.agree" />
            </Button>
          </div>
          {join.isError && <ErrorNotice error={join.error} />}
        </>
      )}
    </QueryView>
  );
}
