import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api.ts";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { SureDialog } from "../staff/sure-dialog.tsx";
import { useWords, W } from "../staff/words.tsx";

/** What was published in the app, and the way back to each of it, or to the file. */
export function Revisions({ name }: { name: string }) {
  const { locale } = useWords();
  const query = useQuery(trpc.author.revisions.queryOptions({ name }));
  const rollback = useMutation(
    trpc.author.rollback.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }),
  );
  const date = momentFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const goBackTo = (revision: number) => (done: () => void) =>
    rollback.mutate({ name, revision }, { onSuccess: done });
  return (
    <section className="section card" data-revisions>
      <h2>
        <W of="authoring.revisions" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[3, 3]} />}>
        {(revisions) =>
          revisions.length === 0 ? (
            <p className="soft">
              <W of="authoring.revisions.none" />
            </p>
          ) : (
            <>
              <ul className="staff-list">
                {revisions.map(({ revision, publishedAt, isFile }, place) => (
                  <li key={revision} className="staff-row">
                    <span>
                      <W of="authoring.revision" with={{ revision, date: date(publishedAt) }} />
                      {isFile && (
                        <>
                          {" · "}
                          <W of="authoring.revision.file" />
                        </>
                      )}
                    </span>
                    {place > 0 && !isFile && (
                      <SureDialog
                        label={<W of="authoring.rollback" />}
                        consequence={<W of="authoring.rollback.sure" />}
                        look="quiet"
                        action={rollback}
                        onSure={goBackTo(revision)}
                      />
                    )}
                  </li>
                ))}
              </ul>
              {revisions[0]?.isFile === false && (
                <div>
                  <SureDialog
                    label={<W of="authoring.rollback.file" />}
                    consequence={<W of="authoring.rollback.sure" />}
                    action={rollback}
                    onSure={goBackTo(0)}
                  />
                </div>
              )}
            </>
          )
        }
      </QueryView>
    </section>
  );
}
