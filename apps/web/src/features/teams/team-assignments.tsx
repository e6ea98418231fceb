import { newId } from "@fluentfusion/client";
import { CATEGORIES, type Category } from "@fluentfusion/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { dayFormat } from "../../messages/dates.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, SelectField } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";

const TWO_WEEKS_MS = 14 * 86_400_000;

/** What the team is asked to learn by when. Who has done it is between each member and their own page. */
export function TeamAssignments({ teamId }: { teamId: string }) {
  const { t, locale } = useWords();
  const [id, setId] = useState(() => newId());
  const [category, setCategory] = useState<Category>("greetings");
  const [dueOn, setDueOn] = useState(() => new Date(Date.now() + TWO_WEEKS_MS).toISOString().slice(0, 10));
  const [note, setNote] = useState("");
  const query = useQuery(trpc.teams.assignments.queryOptions({ teamId }));
  const refresh = () => queryClient.invalidateQueries(trpc.teams.assignments.queryFilter({ teamId }));
  const assign = useMutation(
    trpc.teams.assign.mutationOptions({
      onSuccess: () => {
        setId(newId());
        setNote("");
        return refresh();
      },
    }),
  );
  const unassign = useMutation(trpc.teams.unassign.mutationOptions({ onSuccess: refresh }));
  const date = dayFormat(locale, { dateStyle: "medium" });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!assign.isPending && dueOn !== "") {
      assign.mutate({ id, teamId, what: { kind: "situation", category }, dueOn, note });
    }
  };
  return (
    <div className="columns">
      <form className="card staff-list" onSubmit={submit}>
        <SelectField
          label={<W of="teams.assign.what" />}
          name="situation"
          value={category}
          onChange={(event) => {
            const chosen = CATEGORIES.find((one) => one === event.target.value);
            if (chosen) setCategory(chosen);
          }}
        >
          {CATEGORIES.map((one) => (
            <option key={one} value={one}>
              {t(`category.${one}`)}
            </option>
          ))}
        </SelectField>
        <Field
          label={<W of="teams.assign.due" />}
          type="date"
          required
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
        />
        <Field
          label={<W of="teams.assign.note" />}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <div>
          <Button type="submit" busy={assign.isPending}>
            <W of="teams.assign.give" />
          </Button>
        </div>
        {assign.isError && <ErrorNotice error={assign.error} />}
      </form>
      <QueryView query={query} loading={<Skeleton heights={[4, 4]} />}>
        {(assignments) =>
          assignments.length === 0 ? (
            <p className="soft">
              <W of="teams.assign.none" />
            </p>
          ) : (
            <ul className="staff-list">
              {assignments.map((one) => (
                <li key={one.id} className="card staff-row">
                  <div>
                    <strong>
                      {one.category === null ? (
                        <W of="teams.assign.lessons" with={{ count: one.lessonIds.length }} />
                      ) : (
                        <T of={`category.${one.category}`} />
                      )}
                    </strong>
                    <p className="small soft">
                      <W of="teams.due" with={{ date: date(one.dueOn) }} />
                      {one.note !== "" && ` · ${one.note}`}
                    </p>
                  </div>
                  <Button
                    look="quiet"
                    busy={unassign.isPending && unassign.variables.assignmentId === one.id}
                    onClick={() => unassign.mutate({ teamId, assignmentId: one.id })}
                  >
                    <W of="teams.assign.take" />
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      {unassign.isError && <ErrorNotice error={unassign.error} />}
    </div>
  );
}
