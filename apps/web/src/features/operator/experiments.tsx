import type { Experiment } from "@fluentfusion/contract";
import { POLICIES } from "@fluentfusion/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { client, queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";

const refresh = () => queryClient.invalidateQueries(trpc.admin.experiments.pathFilter());

const ARMS = POLICIES.map((policy) => ({ policy, share: 1 / POLICIES.length }));

/** Learners parted between the learner model and the original rules, one experiment at a time. */
export function Experiments() {
  const [name, setName] = useState("");
  const query = useQuery(trpc.admin.experiments.queryOptions());
  const start = useMutation(
    trpc.admin.startExperiment.mutationOptions({
      onSuccess: () => {
        setName("");
        return refresh();
      },
    }),
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!start.isPending && name.trim() !== "") start.mutate({ name: name.trim(), arms: ARMS });
  };
  return (
    <section className="section">
      <h2>
        <W of="operator.experiments" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[4]} />}>
        {(experiments) =>
          experiments.length === 0 ? (
            <p className="soft">
              <W of="operator.experiments.none" />
            </p>
          ) : (
            <ul className="staff-list">
              {experiments.map((experiment) => (
                <li key={experiment.name} className="card staff-list">
                  <ExperimentCard experiment={experiment} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <form className="card staff-list" onSubmit={submit}>
        <Field
          label={<W of="operator.experiment.name" />}
          maxLength={60}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div>
          <Button type="submit" look="secondary" busy={start.isPending}>
            <W of="operator.experiment.start" />
          </Button>
        </div>
        {start.isError && <ErrorNotice error={start.error} />}
      </form>
    </section>
  );
}

function ExperimentCard({ experiment }: { experiment: Experiment }) {
  const { locale } = useWords();
  const { name, arms, startedAt, endedAt } = experiment;
  const stop = useMutation(trpc.admin.stopExperiment.mutationOptions({ onSuccess: refresh }));
  const judge = useMutation({ mutationFn: () => client.api.admin.experimentReport.query({ name }) });
  const format = momentFormat(locale, { dateStyle: "medium" });
  const from = format(startedAt);
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const failed = stop.error ?? judge.error;
  return (
    <>
      <div className="staff-row">
        <strong>{name}</strong>
        <span className="small soft">
          {endedAt === null ? (
            <W of="operator.experiment.since" with={{ date: from }} />
          ) : (
            <W of="operator.experiment.until" with={{ from, to: format(endedAt) }} />
          )}
        </span>
      </div>
      <p className="small soft">
        {arms.map(({ policy, share }) => `${policy} ${percent.format(share)}`).join(" · ")}
      </p>
      {judge.isSuccess && (
        <output>
          <strong>
            <W of={`operator.verdict.${judge.data.verdict}`} />
          </strong>{" "}
          <W of="operator.report" with={{ choices: judge.data.choices, learners: judge.data.learners }} />
        </output>
      )}
      <div className="staff-keys">
        <Button look="secondary" busy={judge.isPending} onClick={() => judge.mutate()}>
          <W of="operator.experiment.report" />
        </Button>
        {endedAt === null && (
          <Button look="quiet" busy={stop.isPending} onClick={() => stop.mutate({ name })}>
            <W of="operator.experiment.stop" />
          </Button>
        )}
      </div>
      {failed !== null && <ErrorNotice error={failed} />}
    </>
  );
}
