import type { LessonPage } from "@fluentfusion/contract";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { T } from "../../messages/use-messages.tsx";
import { PagedList } from "../../ui/paged-list.tsx";
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
    <PagedList
      query={query}
      loading={<Skeleton heights={[5.5, 5.5, 5.5, 5.5]} />}
      empty={empty}
      more={<T of="catalogue.more" />}
      className="lesson-grid"
      renderItem={(lesson) => <LessonRow lesson={lesson} />}
    />
  );
}
