import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { More } from "../../ui/paged-list.tsx";
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
                renderCell: ({ actorId }) =>
                  actorId === null ? null : (
                    <Link href={`/operator/learners/${actorId}`}>
                      <ShortId id={actorId} />
                    </Link>
                  ),
              },
              {
                id: "subject",
                label: <W of="operator.subject" />,
                renderCell: ({ subjectId, actorId }) =>
                  subjectId === null || subjectId === actorId ? null : <ShortId id={subjectId} />,
              },
              {
                id: "detail",
                label: <W of="operator.detail" />,
                renderCell: ({ detail }) =>
                  Object.keys(detail).length === 0 ? null : (
                    <code>
                      {Object.entries(detail)
                        .map(([name, value]) => `${name}: ${shortId(String(value))}`)
                        .join(", ")}
                    </code>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      <More query={query} label={<W of="operator.more" />} />
    </OperatorFrame>
  );
}

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Ids begin with the time, so that those of one minute look alike; their ends tell them apart. */
const shortId = (text: string): string => (ID.test(text) ? `…${text.slice(-8)}` : text);

function ShortId({ id }: { id: string }) {
  return <code title={id}>{shortId(id)}</code>;
}
