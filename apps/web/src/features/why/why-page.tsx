import type { LessonSummary } from "@fluentfusion/contract";
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
  const lesson = useQuery(trpc.lessons.get.queryOptions({ lessonId: id }));
  return (
    <Page title={t("choice.page")} narrow>
      <QueryView query={lesson} loading={<Skeleton heights={[5, 16]} />}>
        {(found) => (
          <>
            <section className="card stack">
              <h2>
                <LessonTitle lesson={found} />
              </h2>
              <LessonFacts lesson={found} />
              <div>
                <ButtonLink href={`/lessons/${id}`} look="secondary">
                  <T of="choice.open" />
                </ButtonLink>
              </div>
            </section>
            <Reckoning lesson={found} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Reckoning({ lesson }: { lesson: LessonSummary }) {
  const query = useQuery(trpc.recommendations.whyNot.queryOptions({ lessonId: lesson.id }));
  if (query.isError && readError(query.error).code === "UNAVAILABLE") {
    return (
      <EmptyNotice title={<T of="choice.unknown.title" />}>
        <T of="choice.unknown.body" />
      </EmptyNotice>
    );
  }
  return (
    <QueryView query={query} loading={<Skeleton heights={[6, 14]} />}>
      {(answer) => (
        <>
          <Standing answer={answer} />
          <TermsChart terms={answer.terms} score={answer.score} />
          <Wishes lessonId={lesson.id} answer={answer} />
        </>
      )}
    </QueryView>
  );
}
