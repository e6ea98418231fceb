import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { More } from "../../ui/paged-list.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";
import { Action, Details, Name } from "./audit-words.tsx";
import { OperatorFrame } from "./operator-frame.tsx";

/** Who did what to whom, the newest first. */
export default function AuditPage() {
  const { w, locale } = useWords();
  const query = useInfiniteQuery(
    trpc.admin.audit.infiniteQueryOptions({ limit: 15 }, { getNextPageParam: (page) => page.nextCursor }),
  );
  const date = momentFormat(locale, { dateStyle: "short", timeStyle: "medium" });
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
                renderCell: ({ action }) => <Action of={action} />,
              },
              {
                id: "when",
                label: <W of="operator.when" />,
                isOneLine: true,
                renderCell: ({ at }) => date(at),
              },
              {
                id: "who",
                label: <W of="operator.person" />,
                renderCell: ({ actorId, actorName }) =>
                  actorId === null ? null : <Account id={actorId} name={actorName} />,
              },
              {
                id: "subject",
                label: <W of="operator.subject" />,
                renderCell: ({ subjectId, subjectName, actorId }) => {
                  if (subjectId === null || subjectId === actorId) return null;
                  return subjectName === null ? (
                    <Name of={subjectId} />
                  ) : (
                    <Account id={subjectId} name={subjectName} />
                  );
                },
              },
              {
                id: "detail",
                label: <W of="operator.detail" />,
                renderCell: ({ detail }) =>
                  Object.keys(detail).length === 0 ? null : <Details of={detail} />,
              },
            ]}
          />
        )}
      </QueryView>
      <More query={query} label={<W of="operator.more" />} />
    </OperatorFrame>
  );
}

/** An account that is gone has its id only. */
function Account({ id, name }: { id: string; name: string | null }) {
  return name === null ? <Name of={id} /> : <Link href={`/operator/learners/${id}`}>{name}</Link>;
}
