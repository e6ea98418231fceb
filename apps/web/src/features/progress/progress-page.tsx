import type { ProgressSummary } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Figures } from "./figures.tsx";
import { LessonHistory } from "./lesson-history.tsx";
import { RecordPage } from "./record-page.tsx";
import { Situations } from "./situations.tsx";
import "../lesson/lesson.css";
import "./progress.css";

export default function ProgressPage() {
  const { t } = useMessages();
  const query = useQuery(trpc.progress.summary.queryOptions());
  return (
    <RecordPage title={t("progress.title")}>
      <QueryView query={query} loading={<Skeleton heights={[7, 14, 10]} />}>
        {(summary) => (summary.answers === 0 ? <NoRecord /> : <ProgressRecord summary={summary} />)}
      </QueryView>
    </RecordPage>
  );
}

function NoRecord() {
  const action = (
    <ButtonLink href="/">
      <T of="progress.empty.action" />
    </ButtonLink>
  );
  return (
    <EmptyNotice title={<T of="progress.empty.title" />} action={action}>
      <T of="progress.empty.body" />
    </EmptyNotice>
  );
}

function ProgressRecord({ summary }: { summary: ProgressSummary }) {
  return (
    <>
      <Figures summary={summary} />
      <div className="columns">
        <Situations situations={summary.situations} />
        <LessonHistory />
      </div>
    </>
  );
}
