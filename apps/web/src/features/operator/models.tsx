import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";
import { PublishKey } from "./publish-key.tsx";

const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries(trpc.admin.modelStatus.pathFilter()),
    queryClient.invalidateQueries(trpc.admin.jobs.pathFilter()),
  ]);

/** The versions of the learner model; any of them can be published again. */
export function Models() {
  const { locale } = useWords();
  const query = useQuery(trpc.admin.modelStatus.queryOptions());
  const refit = useMutation(trpc.admin.refit.mutationOptions({ onSuccess: refresh }));
  const gain = new Intl.NumberFormat(locale, { maximumFractionDigits: 4, signDisplay: "always" });
  const whole = new Intl.NumberFormat(locale);
  return (
    <section className="section">
      <QueryView query={query} loading={<Skeleton heights={[3, 8]} />}>
        {({ versions, learnersBehind }) => (
          <>
            <p>
              <W of="operator.behind" with={{ count: learnersBehind }} />
            </p>
            <DataTable
              stacks
              caption={<W of="operator.model" />}
              rows={versions}
              keyOf={({ version }) => String(version)}
              columns={[
                {
                  id: "version",
                  label: <W of="operator.version" />,
                  renderCell: ({ version }) => <W of="operator.version.of" with={{ version }} />,
                },
                {
                  id: "status",
                  label: <W of="operator.status" />,
                  renderCell: ({ status }) => (
                    <span className={status === "published" ? "tag tag-green" : "tag"}>
                      <W of={`operator.status.${status}`} />
                    </span>
                  ),
                },
                {
                  id: "rows",
                  label: <W of="operator.rows" />,
                  renderCell: ({ rows }) => whole.format(rows),
                  isNumber: true,
                },
                {
                  id: "gain",
                  label: <W of="operator.gain" />,
                  renderCell: ({ shadow }) =>
                    shadow === null ? "–" : `${gain.format(shadow.gain)} ± ${shadow.gainError.toFixed(4)}`,
                  isNumber: true,
                },
                {
                  id: "publish",
                  label: "",
                  renderCell: ({ version, status }) =>
                    status !== "published" && <PublishKey version={version} onPublished={refresh} />,
                },
              ]}
            />
          </>
        )}
      </QueryView>
      <div className="staff-keys">
        <Button look="secondary" busy={refit.isPending} onClick={() => refit.mutate({})}>
          <W of="operator.refit" />
        </Button>
      </div>
      {refit.isError && <ErrorNotice error={refit.error} />}
    </section>
  );
}
