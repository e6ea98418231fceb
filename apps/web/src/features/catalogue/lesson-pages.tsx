import type { LessonPage } from "@fluentfusion/contract";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LessonRow } from "../lesson/lesson-row.tsx";

interface LessonPagesProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<LessonPage>, unknown>;
  /** What stands where there is none. */
  readonly empty: ReactNode;
}

/** Lessons, and more of them when they are asked for. */
export function LessonPages({ query, empty }: LessonPagesProps) {
  return (
    <QueryView query={query} loading={<Skeleton heights={[5.5, 5.5, 5.5, 5.5]} />}>
      {({ pages }) => {
        const lessons = pages.flatMap((page) => page.items);
        if (lessons.length === 0) return empty;
        return (
          <>
            <ul className="lesson-grid">
              {lessons.map((lesson) => (
                <li key={lesson.id}>
                  <LessonRow lesson={lesson} />
                </li>
              ))}
            </ul>
            {query.hasNextPage && (
              <div>
                <Button
                  look="secondary"
                  busy={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  <T of="catalogue.more" />
                </Button>
              </div>
            )}
          </>
        );
      }}
    </QueryView>
  );
}
