import { newId } from "@fluentfusion/client";
import type { MyTeam } from "@fluentfusion/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useUser } from "../auth/session.tsx";
import { useWords, W } from "../staff/words.tsx";
import { MyAssignments } from "./my-assignments.tsx";
import "../staff/staff.css";

/** The teams that somebody is in, what these ask of them, and for managers the way to make one. */
export default function TeamsPage() {
  const { w } = useWords();
  const { role } = useUser();
  const query = useQuery(trpc.teams.mine.queryOptions());
  return (
    <Page title={w("teams.title")} narrow>
      <p className="soft">
        <W of="teams.lead" />
      </p>
      <QueryView query={query} loading={<Skeleton heights={[5, 5]} />}>
        {(teams) =>
          teams.length === 0 ? (
            <EmptyNotice title={<W of="teams.empty.title" />}>
              <W of="teams.empty.body" />
            </EmptyNotice>
          ) : (
            <>
              <ul className="staff-list">
                {teams.map((team) => (
                  <li key={team.id} className="card staff-row">
                    <TeamRow team={team} />
                  </li>
                ))}
              </ul>
              <MyAssignments />
            </>
          )
        }
      </QueryView>
      {(role === "manager" || role === "admin") && <CreateTeam />}
    </Page>
  );
}

function TeamRow({ team }: { team: MyTeam }) {
  const leave = useMutation(
    trpc.teams.leave.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.teams.pathFilter()),
    }),
  );
  return (
    <>
      <div>
        <strong>{team.name}</strong>
        <p className="small soft">
          <W of={`teams.role.${team.role}`} /> · {team.post}
        </p>
      </div>
      <div className="staff-keys">
        {team.role === "manager" ? (
          <ButtonLink href={`/teams/${team.id}`} look="secondary">
            <W of="teams.open" />
          </ButtonLink>
        ) : (
          <Button look="quiet" busy={leave.isPending} onClick={() => leave.mutate({ teamId: team.id })}>
            <W of="teams.leave" />
          </Button>
        )}
      </div>
      {leave.isError && <ErrorNotice error={leave.error} />}
    </>
  );
}

function CreateTeam() {
  const [id, setId] = useState(() => newId());
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.teams.create.mutationOptions({
      onSuccess: () => {
        setId(newId());
        setName("");
        return queryClient.invalidateQueries(trpc.teams.mine.queryFilter());
      },
    }),
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!create.isPending && name.trim() !== "") create.mutate({ id, name });
  };
  return (
    <section className="section card">
      <h2>
        <W of="teams.create" />
      </h2>
      <form className="staff-form" onSubmit={submit}>
        <Field
          label={<W of="teams.name" />}
          name="team"
          maxLength={80}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div>
          <Button type="submit" busy={create.isPending}>
            <W of="teams.create" />
          </Button>
        </div>
      </form>
      {create.isError && <ErrorNotice error={create.error} />}
    </section>
  );
}
