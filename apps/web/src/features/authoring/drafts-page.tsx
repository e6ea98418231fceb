import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { EmptyNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";
import { AuthoringFrame } from "./authoring-frame.tsx";
import { useCourseTitles } from "./lesson-heading.tsx";

/** What the author is writing. */
export default function DraftsPage() {
  const { w, locale } = useWords();
  const query = useQuery(trpc.author.drafts.queryOptions());
  const titleOf = useCourseTitles();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <AuthoringFrame title={w("authoring.drafts")}>
      <QueryView query={query} loading={<Skeleton heights={[4, 4]} />}>
        {(drafts) =>
          drafts.length === 0 ? (
            <EmptyNotice title={<W of="authoring.drafts.none.title" />}>
              <W of="authoring.drafts.none.body" />
            </EmptyNotice>
          ) : (
            <ul className="staff-list">
              {drafts.map(({ id, name, updatedAt }) => (
                <li key={id} className="card staff-row">
                  <Link href={`/authoring/drafts/${id}`}>
                    <DraftName name={name} title={titleOf(name)} />
                  </Link>
                  <span className="small soft">
                    <W of="authoring.changed" with={{ date: date.format(new Date(updatedAt)) }} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </AuthoringFrame>
  );
}

function DraftName({ name, title }: { name: string; title: string | null }) {
  if (title === null) return <strong>{name}</strong>;
  return (
    <>
      <strong lang="en">{title}</strong> <span className="small soft">{name}</span>
    </>
  );
}
