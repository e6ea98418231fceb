import type { NewInvite } from "@fluentfusion/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { ShowOnce } from "../../ui/show-once.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";

/** Makes links by which people join, and takes them back. */
export function TeamInvites({ teamId }: { teamId: string }) {
  const { locale } = useWords();
  const [post, setPost] = useState("");
  const [days, setDays] = useState(7);
  const [uses, setUses] = useState(20);
  const open = useQuery(trpc.teams.invites.queryOptions({ teamId }));
  const onSuccess = () => queryClient.invalidateQueries(trpc.teams.invites.queryFilter({ teamId }));
  const make = useMutation(trpc.teams.invite.mutationOptions({ onSuccess }));
  const revoke = useMutation(trpc.teams.revokeInvite.mutationOptions({ onSuccess }));
  const date = momentFormat(locale, { dateStyle: "medium" });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!make.isPending && post.trim() !== "") make.mutate({ teamId, post, days, uses });
  };
  return (
    <section className="section card">
      <h2>
        <W of="teams.invite" />
      </h2>
      <form className="staff-list" onSubmit={submit}>
        <Field
          label={<W of="teams.post" />}
          hint={<W of="teams.invite.hint" />}
          name="post"
          maxLength={40}
          required
          value={post}
          onChange={(event) => setPost(event.target.value)}
        />
        <NumberField label={<W of="teams.invite.days" />} value={days} min={1} max={30} onChange={setDays} />
        <NumberField label={<W of="teams.invite.uses" />} value={uses} min={1} max={500} onChange={setUses} />
        <div>
          <Button type="submit" busy={make.isPending}>
            <W of="teams.invite.make" />
          </Button>
        </div>
      </form>
      {make.isError && <ErrorNotice error={make.error} />}
      {make.isSuccess && <FreshLink invite={make.data} />}
      <QueryView query={open} loading={<Skeleton heights={[3]} />}>
        {(invites) =>
          invites.length > 0 && (
            <>
              <h3>
                <W of="teams.invite.open" />
              </h3>
              <ul className="staff-list">
                {invites.map(({ id, post: where, usesLeft, expiresAt }) => (
                  <li key={id} className="staff-row">
                    <div>
                      <strong>{where}</strong>
                      <p className="small soft">
                        <W of="teams.invite.left" with={{ uses: usesLeft, date: date(expiresAt) }} />
                      </p>
                    </div>
                    <Button
                      look="quiet"
                      busy={revoke.isPending && revoke.variables.inviteId === id}
                      onClick={() => revoke.mutate({ teamId, inviteId: id })}
                    >
                      <W of="teams.invite.revoke" />
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </QueryView>
      {revoke.isError && <ErrorNotice error={revoke.error} />}
    </section>
  );
}

/** After `#`, so that the token reaches no server's log. */
function FreshLink({ invite }: { invite: NewInvite }) {
  return (
    <ShowOnce
      note={<W of="teams.invite.once" />}
      secret={`${location.origin}/join#${invite.token}`}
      copy={<W of="teams.invite.copy" />}
      copied={<W of="teams.invite.copied" />}
    />
  );
}
