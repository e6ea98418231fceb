import type { Job, JobStep } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";
import { Details } from "./audit-words.tsx";

const LOOK_EVERY_MS = 2_000;

const LOOKS = { running: "tag tag-ochre", done: "tag tag-green", failed: "tag tag-clay" } as const;

const WORDS: Readonly<Record<JobStep, `operator.step.${JobStep}`>> = {
  waiting: "operator.step.waiting",
  reading_answers: "operator.step.reading_answers",
  fitting: "operator.step.fitting",
  judging: "operator.step.judging",
  moving_learners: "operator.step.moving_learners",
};
const STEPS = new Map(Object.entries(WORDS));

const RESULTS = [
  "published",
  "candidate",
  "not_better",
  "too_few_answers",
  "error",
  "stopped",
  "process_ended",
] as const;

/** Long work, with how far it is; looked at again while any of it runs. */
export function Jobs() {
  const { w, locale } = useWords();
  const query = useQuery({
    ...trpc.admin.jobs.queryOptions({ limit: 10 }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "running") ? LOOK_EVERY_MS : false,
  });
  const date = momentFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <section className="section">
      <h2>
        <W of="operator.jobs" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[4, 4]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">
              <W of="operator.jobs.none" />
            </p>
          ) : (
            <ul className="staff-list">
              {items.map(({ id, kind, status, progress, step, startedAt, result }) => (
                <li key={id} className="card staff-list" data-job={status}>
                  <div className="staff-row">
                    <strong>
                      <W of={`operator.job.${kind}`} />
                    </strong>
                    <span className={LOOKS[status]}>
                      <W of={`operator.job.${status}`} />
                    </span>
                  </div>
                  <ProgressBar value={progress} max={1} label={w(`operator.job.${kind}`)} />
                  <p className="small soft">
                    {date(startedAt)}
                    {status !== "done" && (
                      <>
                        {" · "}
                        <Step of={step} />
                      </>
                    )}
                  </p>
                  {status !== "running" && (
                    <p className="small soft">
                      <Result of={result} />
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

/** In words, where this page knows the step: a newer server may have others. */
function Step({ of }: { of: string }) {
  const words = STEPS.get(of);
  return words === undefined ? <span lang="en">{of}</span> : <W of={words} />;
}

/** What came of it, in words, with its figures. */
function Result({ of: { outcome, reason, ...figures } }: { of: Job["result"] }) {
  const code = String(outcome ?? reason ?? "");
  const words = RESULTS.find((known) => known === code);
  return (
    <>
      {words === undefined ? code : <W of={`operator.result.${words}`} />}
      {code !== "" && Object.keys(figures).length > 0 && " · "}
      <Details of={figures} />
    </>
  );
}
