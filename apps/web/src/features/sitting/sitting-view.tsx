import type { Exercise, ExerciseResponse } from "@fluentfusion/contract";
import { useEffect, useState } from "react";
import { Redirect, useLocation } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { OfflineBanner } from "../../router/offline-banner.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { ExerciseTurn } from "./exercise-turn.tsx";
import { nextStep, type SittingRecord, doneCount } from "./sitting-record.ts";
import { useSitting } from "./use-sitting.ts";
import "./sitting.css";

/** A sitting from its first exercise to its end. The step on the page changes only when the learner goes on. */
export function SittingView({ initial }: { initial: SittingRecord }) {
  const { t } = useMessages();
  const [, go] = useLocation();
  const { record, refusal, answer, undo, sendWaiting, waiting } = useSitting(initial);
  const [turn, setTurn] = useState({ step: nextStep(initial), count: 0 });
  const [given, setGiven] = useState<string | null>(null);

  const goOn = () => {
    setGiven(null);
    setTurn(({ count }) => ({ step: nextStep(record), count: count + 1 }));
  };

  /** The same exercise again, as if it had not been answered. */
  const takeBack = () => {
    if (given === null) return;
    undo(given);
    setGiven(null);
    setTurn(({ step, count }) => ({ step, count: count + 1 }));
  };

  useEffect(() => {
    document.title = `${t("sitting.title")} · FluentFusion`;
  }, [t]);

  // Once everything is answered, each verdict that comes in may bring an exercise back.
  const step = turn.step.kind === "waiting" ? nextStep(record) : turn.step;
  if (step.kind === "done") return <Redirect to={`/sittings/${record.sitting.id}/summary`} replace />;

  const total = record.exercises.length;
  const done = doneCount(record);
  const answered = record.answers.find((entry) => entry.attempt.id === given) ?? null;
  const onAnswer = (exercise: Exercise) => (response: ExerciseResponse, elapsedMs: number) =>
    setGiven(answer(exercise, response, elapsedMs));

  return (
    <>
      <header className="sitting-header">
        <div className="sitting-bar">
          <IconButton
            icon="close"
            label={t("sitting.leave")}
            onClick={() => go(record.sitting.lessonId === null ? "/" : `/lessons/${record.sitting.lessonId}`)}
          />
          <ProgressBar value={done} max={total} label={t("sitting.doneOf", { done, total })} />
          <span className="sitting-count" aria-hidden="true">
            {done}/{total}
          </span>
        </div>
      </header>
      <OfflineBanner />
      <main id="main" className="sitting">
        {refusal !== null && <ErrorNotice error={refusal} />}
        {step.kind === "waiting" ? (
          <section className="sitting-waiting stack" aria-live="polite">
            <h1>
              <T of="sitting.waiting.title" />
            </h1>
            <p>
              <T of="sitting.waiting.body" with={{ count: waiting }} />
            </p>
            <div>
              <Button icon="cloud" onClick={sendWaiting}>
                <T of="sitting.sendNow" />
              </Button>
            </div>
          </section>
        ) : (
          <ExerciseTurn
            key={`${turn.count} ${step.exercise.id}`}
            exercise={step.exercise}
            answered={answered}
            comesBack={!record.onceIds.includes(step.exercise.id)}
            onAnswer={onAnswer(step.exercise)}
            onContinue={goOn}
            onUndo={takeBack}
          />
        )}
      </main>
    </>
  );
}
