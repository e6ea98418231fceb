import { useInfiniteQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";
import { OperatorFrame } from "./operator-frame.tsx";

/** Who did what to whom, the newest first. */
export default function AuditPage() {
  const { w, locale } = useWords();
  const query = useInfiniteQuery(
    trpc.admin.audit.infiniteQueryOptions({ limit: 15 }, { getNextPageParam: (page) => page.nextCursor }),
  );
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });
  return (
    <OperatorFrame title={w("operator.audit")}>
      <QueryView query={query} loading={<Skeleton heights={[3, 3, 3, 3]} />}>
        {({ pages }) => (
          <DataTable
            stacks
            caption={<W of="operator.audit" />}
            hidesCaption
            rows={pages.flatMap(({ entries }) => entries)}
            keyOf={({ id }) => id}
            columns={[
              {
                id: "deed",
                label: <W of="operator.deed" />,
                renderCell: ({ action }) => <code>{action}</code>,
              },
              {
                id: "when",
                label: <W of="operator.when" />,
                renderCell: ({ at }) => date.format(new Date(at)),
              },
              {
                id: "who",
                label: <W of="operator.person" />,
                renderCell: ({ actorId }) => <code>{actorId ?? "–"}</code>,
              },
              {
                id: "subject",
                label: <W of="operator.subject" />,
                renderCell: ({ subjectId }) => <code>{subjectId ?? "–"}</code>,
              },
              {
                id: "detail",
                label: <W of="operator.detail" />,
                renderCell: ({ detail }) =>
                  Object.keys(detail).length === 0 ? null : (
                    <code>
                      {Object.entries(detail)
                        .map(([name, value]) => `${name}: ${value}`)
                        .join(", ")}
                    </code>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      {query.hasNextPage && (
        <div>
          <Button look="secondary" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            <W of="operator.more" />
          </Button>
        </div>
      )}
    </OperatorFrame>
  );
}
