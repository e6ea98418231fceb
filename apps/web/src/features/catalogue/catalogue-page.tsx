import { CATEGORIES, type Category, DIFFICULTIES, type Difficulty } from "@fluentfusion/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation, useSearch } from "wouter";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useUser } from "../auth/session.tsx";
import { LessonRow } from "../lesson/lesson-row.tsx";
import "./catalogue.css";

/** The filters stand in the address, so that a way back or a link shows the same list. */
function useFilters() {
  const search = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const category = CATEGORIES.find((value) => value === search.get("category"));
  const difficulty = DIFFICULTIES.find((value) => value === search.get("difficulty"));
  const choose = (name: "category" | "difficulty", value: string) => {
    if (value === "all") search.delete(name);
    else search.set(name, value);
    go(`/lessons${search.size > 0 ? `?${search.toString()}` : ""}`, { replace: true });
  };
  return { category, difficulty, choose };
}

export default function CataloguePage() {
  const { t } = useMessages();
  const { targetLanguage, nativeLanguage } = useUser();
  const { category, difficulty, choose } = useFilters();
  return (
    <Page title={t("catalogue.title")}>
      <p className="soft">
        <T
          of="catalogue.pair"
          with={{ target: t(`language.${targetLanguage}`), native: t(`language.${nativeLanguage}`) }}
        />
      </p>
      <div className="filters">
        <Choices
          legend={<T of="catalogue.category" />}
          value={category ?? "all"}
          onChange={(value) => choose("category", value)}
          options={[
            { value: "all", label: <T of="catalogue.all" /> },
            ...CATEGORIES.map((value) => ({ value, label: <T of={`category.${value}`} /> })),
          ]}
        />
        <Choices
          legend={<T of="catalogue.difficulty" />}
          value={difficulty ?? "all"}
          onChange={(value) => choose("difficulty", value)}
          options={[
            { value: "all", label: <T of="catalogue.all" /> },
            ...DIFFICULTIES.map((value) => ({ value, label: <T of={`difficulty.${value}`} /> })),
          ]}
        />
      </div>
      <LessonList category={category} difficulty={difficulty} />
    </Page>
  );
}

interface LessonListProps {
  readonly category: Category | undefined;
  readonly difficulty: Difficulty | undefined;
}

function LessonList({ category, difficulty }: LessonListProps) {
  const filter = { limit: 24, ...(category && { category }), ...(difficulty && { difficulty }) };
  const query = useInfiniteQuery(
    trpc.lessons.list.infiniteQueryOptions(filter, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <QueryView query={query} loading={<Skeleton heights={[5.5, 5.5, 5.5, 5.5]} />}>
      {({ pages }) => {
        const lessons = pages.flatMap((page) => page.items);
        if (lessons.length === 0) return <NoLessons />;
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

function NoLessons() {
  const action = (
    <ButtonLink href="/lessons" look="secondary">
      <T of="catalogue.clear" />
    </ButtonLink>
  );
  return (
    <EmptyNotice title={<T of="catalogue.empty.title" />} action={action}>
      <T of="catalogue.empty.body" />
    </EmptyNotice>
  );
}
