import type { LearnerView, LookReason } from "@fluentfusion/contract";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Readiness } from "../plan/readiness.tsx";
import { Figures } from "../progress/figures.tsx";
import { useWords, W } from "../staff/words.tsx";
import { TermsChart } from "../why/terms-chart.tsx";
import { LearnerAnswers } from "./learner-answers.tsx";
import { LearnerNext } from "./learner-next.tsx";
import { OperatorFrame } from "./operator-frame.tsx";
import "../plan/plan.css";
import "../why/why.css";

const REASONS = (["asked_for_help", "something_is_wrong", "misuse"] as const satisfies LookReason[]).map(
  (value) => ({ value, label: <W of={`operator.look.${value}`} /> }),
);

/** Somebody's record as they see it, for who says why they look. Nothing is read before, and nothing can be changed. */
export default function LearnerPage({ id }: { id: string }) {
  const { w } = useWords();
  const [reason, setReason] = useState<LookReason>("asked_for_help");
  const look = useMutation(trpc.admin.lookAtLearner.mutationOptions());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!look.isPending) look.mutate({ userId: id, reason });
  };
  return (
    <OperatorFrame title={w("operator.look.title")}>
      {look.isSuccess ? (
        <Record seen={look.data} />
      ) : (
        <form className="card staff-list" onSubmit={submit}>
          <p>
            <W of="operator.look.lead" />
          </p>
          <Choices
            legend={<W of="operator.look.why" />}
            options={REASONS}
            value={reason}
            onChange={setReason}
          />
          <div>
            <Button type="submit" busy={look.isPending}>
              <W of="operator.look" />
            </Button>
          </div>
          {look.isError && <ErrorNotice error={look.error} />}
        </form>
      )}
    </OperatorFrame>
  );
}

function Record({ seen }: { seen: LearnerView }) {
  const { user, nativeLanguage, progress, answers, plan, next, why } = seen;
  return (
    <>
      <section className="section">
        <h2>{user.username}</h2>
        <p className="soft">
          {user.email !== "" && <span className="staff-mail">{user.email} · </span>}
          <T of={`language.${nativeLanguage}`} /> → <T of={`language.${progress.targetLanguage}`} />
        </p>
        <Figures summary={progress} />
      </section>
      <LearnerNext next={next} />
      {why !== null && (
        <TermsChart terms={why.terms} score={why.score} heading={<W of="operator.look.terms" />} />
      )}
      {plan.readiness === null ? (
        <section className="section">
          <h2>
            <T of="plan.readiness" />
          </h2>
          <p className="soft">
            <W of="operator.look.plan.none" />
          </p>
        </section>
      ) : (
        <Readiness plan={plan} />
      )}
      <LearnerAnswers answers={answers} />
    </>
  );
}
