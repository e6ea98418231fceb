import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";

const LOOK_EVERY_MS = 2_000;

const LOOKS = { running: "tag tag-ochre", done: "tag tag-green", failed: "tag tag-clay" } as const;

/** Long work, with how far it is; looked at again while any of it runs. */
export function Jobs() {
  const { w, locale } = useWords();
  const query = useQuery({
    ...trpc.admin.jobs.queryOptions({ limit: 10 }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "running") ? LOOK_EVERY_MS : false,
  });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
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
                    {date.format(new Date(startedAt))} · <span lang="en">{step}</span>
                  </p>
                  {status !== "running" && (
                    <p className="small soft" lang="en">
                      {Object.entries(result)
                        .map(([name, value]) => `${name}: ${value}`)
                        .join(", ")}
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
