import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LessonFacts } from "../lesson/lesson-facts.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { Standing } from "./standing.tsx";
import { TermsChart } from "./terms-chart.tsx";
import { Wishes } from "./wishes.tsx";
import "./why.css";

/** What speaks for a lesson, what keeps it from being first, and what would change that. */
export default function WhyPage({ id }: { id: string }) {
  const { t } = useMessages();
  return (
    <Page title={t("choice.page")}>
      <Reckoning id={id} />
    </Page>
  );
}

function Reckoning({ id }: { id: string }) {
  const query = useQuery(trpc.recommendations.whyNot.queryOptions({ lessonId: id }));
  const open = (
    <ButtonLink href={`/lessons/${id}`} look="secondary">
      <T of="choice.open" />
    </ButtonLink>
  );
  if (query.isError && readError(query.error).code === "UNAVAILABLE") {
    return (
      <EmptyNotice title={<T of="choice.unknown.title" />} action={open}>
        <T of="choice.unknown.body" />
      </EmptyNotice>
    );
  }
  return (
    <QueryView query={query} loading={<Skeleton heights={[5, 6, 14]} />}>
      {(answer) => {
        const lesson = answer.lessons.find((one) => one.id === id);
        return (
          <div className="columns">
            <div className="stack">
              {lesson && (
                <section className="card stack">
                  <h2>
                    <LessonTitle lesson={lesson} />
                  </h2>
                  <LessonFacts lesson={lesson} />
                  <div>{open}</div>
                </section>
              )}
              <Standing answer={answer} />
              <Wishes lessonId={id} answer={answer} />
            </div>
            <TermsChart terms={answer.terms} score={answer.score} />
          </div>
        );
      }}
    </QueryView>
  );
}
