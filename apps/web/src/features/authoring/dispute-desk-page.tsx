import { newId } from "@fluentfusion/client";
import type { DisputeCluster } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { More } from "../../ui/paged-list.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Instruction } from "../sitting/exercises/instruction.tsx";
import { useWords, W } from "../staff/words.tsx";
import { AuthoringFrame } from "./authoring-frame.tsx";
import { Rulings } from "./rulings.tsx";

/** Those of most learners come first: a screen or two of them is what is worked on. */
const SHOWN_AT_ONCE = 10;

const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries(trpc.author.disputes.pathFilter()),
    queryClient.invalidateQueries(trpc.author.rulings.pathFilter()),
  ]);

/** What learners disagree with, one card for each answer however it was written, and what was decided. */
export default function DisputeDeskPage() {
  const { w } = useWords();
  const query = useInfiniteQuery(
    trpc.author.disputes.infiniteQueryOptions(
      { limit: SHOWN_AT_ONCE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  return (
    <AuthoringFrame title={w("authoring.disputes")}>
      <QueryView query={query} loading={<Skeleton heights={[8, 8]} />}>
        {({ pages }) => {
          const clusters = pages.flatMap(({ items }) => items);
          if (clusters.length === 0) {
            return (
              <EmptyNotice title={<W of="desk.none.title" />}>
                <W of="desk.none.body" />
              </EmptyNotice>
            );
          }
          return (
            <ul className="desk">
              {clusters.map((cluster) => (
                <li key={`${cluster.exerciseId} ${cluster.normal}`} className="card">
                  <ClusterCard cluster={cluster} />
                </li>
              ))}
            </ul>
          );
        }}
      </QueryView>
      <More query={query} label={<W of="desk.more" />} />
      <Rulings onChange={refresh} />
    </AuthoringFrame>
  );
}

/** What was asked, and in which language. */
function questionOf({ prompt }: DisputeCluster): { text: string; language: Language } | null {
  if (prompt.kind === "cloze") {
    return { text: `${prompt.before} … ${prompt.after}`, language: prompt.answerLanguage };
  }
  if (prompt.kind === "listen") return { text: prompt.speech, language: prompt.speechLanguage };
  return "text" in prompt ? { text: prompt.text, language: prompt.textLanguage } : null;
}

/** Texts of the language that the answer is in. */
function Answers({ of: { prompt }, texts }: { of: DisputeCluster; texts: readonly string[] }) {
  const text = texts.join(" · ");
  if (!("answerLanguage" in prompt)) return text;
  return <InLanguage language={prompt.answerLanguage}>{text}</InLanguage>;
}

function ClusterCard({ cluster }: { cluster: DisputeCluster }) {
  const { exerciseId, normal, answers, accepted, reasons, learners, collides } = cluster;
  const [id] = useState(() => newId());
  const accept = useMutation(trpc.author.accept.mutationOptions({ onSuccess: refresh }));
  const reject = useMutation(trpc.author.reject.mutationOptions({ onSuccess: refresh }));
  const isBusy = accept.isPending || reject.isPending;
  const asked = questionOf(cluster);
  const failed = accept.error ?? reject.error;
  return (
    <article className="staff-list">
      <div className="staff-row">
        <strong>
          <Answers of={cluster} texts={answers} />
        </strong>
        <span className="tag">
          <W of="desk.learners" with={{ count: learners }} />
        </span>
      </div>
      <p className="small soft">
        <Instruction prompt={cluster.prompt} />
        {asked !== null && (
          <>
            {" — "}
            <InLanguage language={asked.language}>{asked.text}</InLanguage>
          </>
        )}
      </p>
      <p className="small">
        <span className="soft">
          <W of="desk.accepted" />
        </span>{" "}
        <Answers of={cluster} texts={accepted} />
      </p>
      {reasons.map((reason) => (
        <blockquote key={reason}>{reason}</blockquote>
      ))}
      {collides && (
        <p>
          <W of="desk.collides" />
        </p>
      )}
      <div className="staff-keys">
        {!collides && (
          <Button busy={isBusy} onClick={() => accept.mutate({ id, exerciseId, normal })}>
            <W of="desk.accept" />
          </Button>
        )}
        <Button look="secondary" busy={isBusy} onClick={() => reject.mutate({ id, exerciseId, normal })}>
          <W of="desk.reject" />
        </Button>
      </div>
      {failed !== null && <ErrorNotice error={failed} />}
    </article>
  );
}
