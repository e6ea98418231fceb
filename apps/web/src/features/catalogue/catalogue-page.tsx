import { CATEGORIES, type Category, DIFFICULTIES, type Difficulty, LIMITS } from "@fluentfusion/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation, useSearch } from "wouter";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { Field } from "../../ui/field.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { useUser } from "../auth/session.tsx";
import { FoundLessons } from "./found-lessons.tsx";
import { LessonPages } from "./lesson-pages.tsx";
import "./catalogue.css";

type Filter = "category" | "difficulty" | "search";

/** The filters, and what is looked for, stand in the address, so that a way back or a link shows the same list. */
function useFilters() {
  const search = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const category = CATEGORIES.find((value) => value === search.get("category"));
  const difficulty = DIFFICULTIES.find((value) => value === search.get("difficulty"));
  const text = (search.get("search") ?? "").slice(0, LIMITS.searchMaxChars);
  const choose = (name: Filter, value: string | null) => {
    if (value === null) search.delete(name);
    else search.set(name, value);
    go(`/lessons${search.size > 0 ? `?${search.toString()}` : ""}`, { replace: true });
  };
  return { category, difficulty, text, choose };
}

export default function CataloguePage() {
  const { t, within } = useMessages();
  const { targetLanguage, nativeLanguage } = useUser();
  const { category, difficulty, text, choose } = useFilters();
  return (
    <Page title={t("catalogue.title")}>
      <p className="soft">
        <T
          of="catalogue.pair"
          with={{
            target: within("catalogue.pair", `language.${targetLanguage}`),
            native: within("catalogue.pair", `language.${nativeLanguage}`),
          }}
        />
      </p>
      <Field
        label={<T of="catalogue.search" />}
        type="search"
        enterKeyHint="search"
        maxLength={LIMITS.searchMaxChars}
        value={text}
        onChange={({ target: { value } }) => choose("search", value === "" ? null : value)}
      />
      {text.trim() === "" ? (
        <>
          <div className="filters">
            <Choices
              legend={<T of="catalogue.category" />}
              value={category ?? "all"}
              onChange={(value) => choose("category", value === "all" ? null : value)}
              options={[
                { value: "all", label: <T of="catalogue.all" /> },
                ...CATEGORIES.map((value) => ({ value, label: <T of={`category.${value}`} /> })),
              ]}
            />
            <Choices
              legend={<T of="catalogue.difficulty" />}
              value={difficulty ?? "all"}
              onChange={(value) => choose("difficulty", value === "all" ? null : value)}
              options={[
                { value: "all", label: <T of="catalogue.all" /> },
                ...DIFFICULTIES.map((value) => ({ value, label: <T of={`difficulty.${value}`} /> })),
              ]}
            />
          </div>
          <LessonList category={category} difficulty={difficulty} />
        </>
      ) : (
        <FoundLessons text={text.trim()} onClear={() => choose("search", null)} />
      )}
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
  return <LessonPages query={query} empty={<NoLessons />} />;
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
