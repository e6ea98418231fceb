import type { DraftSummary } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { InLanguage } from "../../ui/in-language.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";
import { AuthoringFrame } from "./authoring-frame.tsx";
import { type CourseTitle, useCourseTitles } from "./lesson-heading.tsx";

/** What the author is writing. */
export default function DraftsPage() {
  const { w, locale } = useWords();
  const query = useQuery(trpc.author.drafts.queryOptions());
  const titleOf = useCourseTitles();
  const date = momentFormat(locale, { dateStyle: "medium", timeStyle: "short" });
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
              {drafts.map((draft) => (
                <li key={draft.id} className="card staff-row">
                  <span>
                    <Link href={`/authoring/drafts/${draft.id}`}>
                      <DraftName name={draft.name} title={titleOf(draft.name)} />
                    </Link>
                    <Which draft={draft} among={drafts} />
                  </span>
                  <span className="small soft">
                    <W of="authoring.changed" with={{ date: date(draft.updatedAt) }} />
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

/** Which of several drafts of one lesson this is, in the order in which they were begun. */
function Which({ draft, among }: { draft: DraftSummary; among: readonly DraftSummary[] }) {
  const { locale } = useWords();
  const same = among
    .filter(({ name }) => name === draft.name)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  if (same.length === 1) return null;
  const begun = momentFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <span className="small staff-which">
      <W
        of="authoring.which"
        with={{
          number: same.indexOf(draft) + 1,
          count: same.length,
          date: begun(draft.createdAt),
        }}
      />
    </span>
  );
}

function DraftName({ name, title }: { name: string; title: CourseTitle | null }) {
  if (title === null) return <strong>{name}</strong>;
  return (
    <>
      <strong>
        <InLanguage language={title.titleLanguage}>{title.title}</InLanguage>
      </strong>{" "}
      <span className="small soft">{name}</span>
    </>
  );
}
