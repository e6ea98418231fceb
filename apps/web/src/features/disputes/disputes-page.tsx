import type { Dispute } from "@fluentfusion/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { momentFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QuestionLine } from "../../ui/question-line.tsx";
import { PagedList } from "../../ui/paged-list.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { WaitingNote } from "../device/waiting-note.tsx";
import "./disputes.css";

const LOOKS: Record<Dispute["state"], string> = {
  open: "tag",
  accepted: "tag tag-green",
  rejected: "tag tag-clay",
};

/** Each verdict that the learner did not agree with, and what became of it. */
export default function DisputesPage() {
  const { t } = useMessages();
  const query = useInfiniteQuery(
    trpc.disputes.mine.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <Page title={t("disputes.title")}>
      <p className="soft">
        <T of="disputes.lead" />
      </p>
      <WaitingNote />
      <PagedList
        query={query}
        loading={<Skeleton heights={[6, 6]} />}
        empty={
          <EmptyNotice title={<T of="disputes.empty.title" />}>
            <T of="disputes.empty.body" />
          </EmptyNotice>
        }
        more={<T of="disputes.more" />}
        className="disputes"
        renderItem={(dispute) => <DisputeCard dispute={dispute} />}
      />
    </Page>
  );
}

function DisputeCard({ dispute }: { dispute: Dispute }) {
  const { locale } = useMessages();
  const format = momentFormat(locale, { dateStyle: "medium" });
  const { questionParts, answer, answerLanguage, reason, state, openedAt, decidedAt } = dispute;
  return (
    <article className="card dispute" data-state={state}>
      <div className="dispute-head">
        <p className="dispute-answer">
          <InLanguage language={answerLanguage}>{answer}</InLanguage>
        </p>
        <span className={LOOKS[state]}>
          <T of={`disputes.state.${state}`} />
        </span>
      </div>
      {questionParts.length > 0 && (
        <p className="soft">
          <QuestionLine parts={questionParts} />
        </p>
      )}
      {reason !== "" && <p>{reason}</p>}
      <p className="small soft">
        <T of="disputes.when" with={{ date: format(openedAt) }} />
        {decidedAt !== null && (
          <>
            {" · "}
            <T of="disputes.decided" with={{ date: format(decidedAt) }} />
          </>
        )}
      </p>
    </article>
  );
}
