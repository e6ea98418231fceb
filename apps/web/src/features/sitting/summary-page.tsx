import type { SittingSummary } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { client, queryClient, trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { NextLesson } from "../home/next-lesson.tsx";
import { BadgeMedal } from "../progress/badge-medal.tsx";
import { BadgeWords } from "../progress/badge-words.tsx";
import { useBadge } from "../progress/use-badge.ts";
import { forgetSitting } from "./stored-sitting.ts";
import "./summary.css";

/** Ends the sitting; a repeat of that gives the same summary, so a reload is harmless. */
async function finish(sittingId: string): Promise<SittingSummary> {
  const summary = await client.api.session.finish.mutate({ sittingId });
  forgetSitting(sittingId);
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "summary" });
  // What was next before is not shown while the new list is on its way: it is the lesson that has just been done.
  queryClient.removeQueries(trpc.recommendations.list.pathFilter());
  return summary;
}

export default function SummaryPage({ id }: { id: string }) {
  const { t } = useMessages();
  const query = useQuery({ queryKey: ["summary", id], queryFn: () => finish(id), staleTime: Infinity });
  const header = (
    <div className="summary-head">
      <div className="summary-picture">
        <Imigongo motif="greetings" />
      </div>
      <h1 tabIndex={-1}>
        <T of="summary.title" />
      </h1>
    </div>
  );
  return (
    <Page title={t("summary.title")} header={header} narrow>
      <QueryView query={query} loading={<Skeleton heights={[8, 6, 12]} />}>
        {(summary) => <SummaryView summary={summary} />}
      </QueryView>
    </Page>
  );
}

function SummaryView({ summary }: { summary: SittingSummary }) {
  return (
    <>
      {summary.lessonCompleted && summary.mode === "lesson" && (
        <p className="tag tag-green summary-completed">
          <T of="summary.lessonCompleted" />
        </p>
      )}
      <dl className="figures">
        <div>
          <dt>
            <T of="summary.firstTry" />
          </dt>
          <dd>
            <T of="progress.of" with={{ done: summary.firstTry, total: summary.total }} />
          </dd>
        </div>
        <div>
          <dt>
            <T of="summary.xp" />
          </dt>
          <dd>+{summary.xpEarned}</dd>
        </div>
        <div>
          <dt>
            <T of="summary.answers" with={{ count: summary.answers }} />
          </dt>
          <dd>{summary.answers}</dd>
        </div>
      </dl>
      {summary.badgesEarned.map((badgeId) => (
        <NewBadge key={badgeId} id={badgeId} />
      ))}
      <section className="section">
        <h2>
          <T of="summary.next" />
        </h2>
        <NextLesson />
      </section>
      <div>
        <ButtonLink href="/" look="secondary">
          <T of="summary.home" />
        </ButtonLink>
      </div>
    </>
  );
}

function NewBadge({ id }: { id: string }) {
  const badge = useBadge(id);
  return (
    <div className="new-badge">
      <BadgeMedal icon={badge.icon} earned />
      <div>
        <p className="tag tag-ochre">
          <T of="summary.badge" />
        </p>
        <BadgeWords badge={badge} />
      </div>
    </div>
  );
}
