import { newId } from "@fluentfusion/client";
import type { PushEvent } from "@fluentfusion/client/store";
import type { ExerciseResponse, LessonPack, SubmitAttemptInput } from "@fluentfusion/contract";
import type { Lexicon } from "@fluentfusion/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Redirect, useLocation } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink, IconButton } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ExerciseTurn } from "../sitting/exercise-turn.tsx";
import {
  nextStep,
  type SittingRecord,
  doneCount,
  withAnswer,
  withoutAnswer,
  withReceipt,
} from "../sitting/sitting-record.ts";
import "../sitting/sitting.css";
import { keepEvents } from "../device/device-answers.ts";
import { deviceOwner } from "../device/device-store.ts";
import { gradeHere } from "./grade-here.ts";
import { readCourse } from "./read-packs.ts";
import { WaitingNote } from "../device/waiting-note.tsx";

/** One lesson without the server: graded here at once, kept on the device, sent when there is a connection. */
export default function FlightSittingPage({ lessonId }: { lessonId: string }) {
  const [owner] = useState(deviceOwner);
  const course = useQuery({
    queryKey: ["device-course"],
    queryFn: readCourse,
    networkMode: "always",
    structuralSharing: false,
  });
  if (course.isPending) {
    return (
      <main id="main">
        <Skeleton heights={[2, 4, 12]} />
      </main>
    );
  }
  const pack = course.data?.lessons.find(({ lesson }) => lesson.id === lessonId);
  if (owner === null || !course.data || pack === undefined) return <Redirect to="/flight" replace />;
  return <FlightSitting owner={owner} pack={pack} lexicon={course.data.lexicon} />;
}

function begin({ lesson, exercises }: LessonPack, ownerId: string): SittingRecord {
  return {
    ownerId,
    sitting: { id: newId(), mode: "lesson", lessonId: lesson.id },
    exercises,
    onceIds: [],
    doneBefore: [],
    answers: [],
  };
}

interface FlightSittingProps {
  readonly owner: string;
  readonly pack: LessonPack;
  readonly lexicon: Lexicon;
}

function FlightSitting({ owner, pack, lexicon }: FlightSittingProps) {
  const { t } = useMessages();
  const [, go] = useLocation();
  const [record, setRecord] = useState(() => begin(pack, owner));
  const [turn, setTurn] = useState(() => ({ step: nextStep(record), count: 0 }));
  const [given, setGiven] = useState<string | null>(null);
  /** Why the device has not kept what was just done. */
  const [failure, setFailure] = useState<unknown>(null);
  const keep = async (event: PushEvent) => {
    setFailure(null);
    await keepEvents(owner, [event]);
  };
  const { step } = turn;

  const answer = async (exerciseId: string, response: ExerciseResponse, elapsedMs: number) => {
    const exercise = pack.exercises.find(({ id }) => id === exerciseId);
    if (exercise === undefined) return;
    const attempt: SubmitAttemptInput = {
      id: newId(),
      exerciseId,
      revision: exercise.revision,
      sittingId: null,
      response,
      answeredAt: new Date().toISOString(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      elapsedMs: Math.round(elapsedMs),
    };
    // Kept before the verdict shows: what was seen to count is sent, even if the page dies now.
    await keep({ type: "attempt", ...attempt });
    setRecord((old) => withReceipt(withAnswer(old, attempt), gradeHere(exercise, attempt, lexicon)));
    setGiven(attempt.id);
  };
  const goOn = () => {
    setGiven(null);
    setTurn(({ count }) => ({ step: nextStep(record), count: count + 1 }));
  };

  const takeBack = async () => {
    if (given === null) return;
    const undoneAt = new Date().toISOString();
    await keep({ type: "undo", id: newId(), attemptId: given, undoneAt });
    setRecord((old) => withoutAnswer(old, given));
    setGiven(null);
    setTurn(({ step: same, count }) => ({ step: same, count: count + 1 }));
  };

  const total = record.exercises.length;
  const done = doneCount(record);
  if (step.kind !== "exercise") {
    return (
      <main id="main">
        <Page title={t("flight.done")} narrow>
          <WaitingNote />
          <p>
            <T of="flight.done.body" />
          </p>
          <div>
            <ButtonLink href="/flight">
              <T of="flight.title" />
            </ButtonLink>
          </div>
        </Page>
      </main>
    );
  }
  return (
    <>
      <header className="sitting-header">
        <div className="sitting-bar">
          <IconButton icon="close" label={t("flight.leave")} onClick={() => go("/flight")} />
          <ProgressBar value={done} max={total} label={t("sitting.doneOf", { done, total })} />
          <span className="sitting-count" aria-hidden="true">
            {done}/{total}
          </span>
        </div>
      </header>
      <main id="main" className="sitting">
        <ExerciseTurn
          key={`${turn.count} ${step.exercise.id}`}
          exercise={step.exercise}
          answered={record.answers.find(({ attempt }) => attempt.id === given) ?? null}
          comesBack
          onAnswer={(response, elapsedMs) =>
            void answer(step.exercise.id, response, elapsedMs).catch(setFailure)
          }
          onContinue={goOn}
          onUndo={() => void takeBack().catch(setFailure)}
        />
        {failure !== null && <ErrorNotice error={failure} />}
      </main>
    </>
  );
}
