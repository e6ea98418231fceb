import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { Score } from "./score.tsx";

export function LessonHistory() {
  const { t } = useMessages();
  const query = useQuery(trpc.progress.history.queryOptions());
  return (
    <section className="section">
      <h2>
        <T of="progress.history" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[4, 4]} />}>
        {({ items }) => (
          <ul className="entries">
            {items.map((entry) => (
              <li key={entry.lessonId}>
                <Link href={`/lessons/${entry.lessonId}`} className="entry history-entry">
                  <span>
                    <strong>
                      <LessonTitle lesson={entry} />
                    </strong>
                    <span className="small soft">
                      {t(`category.${entry.category}`)}
                      {entry.completedAt === null &&
                        ` · ${t("sitting.progress", { solved: entry.solved, total: entry.total })}`}
                    </span>
                  </span>
                  <span className="entry-side">
                    {entry.evidence === "reported" && (
                      <span className="tag">
                        <T of="progress.reported" />
                      </span>
                    )}
                    {entry.completedAt && (
                      <span className="tag tag-green">
                        <T of="progress.completed" />
                      </span>
                    )}
                    <strong>
                      <Score of={entry.score} />
                    </strong>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}
