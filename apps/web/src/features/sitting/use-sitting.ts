import { newId } from "@fluentfusion/client";
import type { Exercise, ExerciseResponse, SubmitAttemptInput } from "@fluentfusion/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { keepEvents, onSettled, sendKept } from "../device/device-answers.ts";
import { withSettled } from "./settle.ts";
import { type SittingRecord, waitingAnswers, withAnswer, withoutAnswer } from "./sitting-record.ts";
import { keepSitting, keepWaitingAnswers, noteInStored } from "./stored-sitting.ts";

const SEND_AGAIN_MS = 8000;

const send = () => void sendKept();

/**
 * Runs a sitting: takes answers, keeps each on the device before it is sent, and sends until the server has graded it.
 * The id of an answer never changes, so the server counts it once however often it arrives.
 */
export function useSitting(initial: SittingRecord) {
  const [record, setRecord] = useState(initial);
  const [refusal, setRefusal] = useState<unknown>(null);
  const latest = useRef(initial);

  const update = useCallback((change: (record: SittingRecord) => SittingRecord) => {
    latest.current = change(latest.current);
    keepSitting(latest.current);
    setRecord(latest.current);
  }, []);

  useEffect(() => {
    const stop = onSettled((settled) => {
      const { event, result } = settled;
      if (event.type !== "attempt" || event.sittingId !== latest.current.sitting.id) {
        noteInStored(settled);
        return;
      }
      if (result.status !== "accepted") setRefusal({ ...result, requestId: null });
      update((old) => withSettled(old, settled));
    });
    keepWaitingAnswers(latest.current).then(send, setRefusal);
    return stop;
  }, [update]);

  const answer = useCallback(
    (exercise: Exercise, response: ExerciseResponse, elapsedMs: number) => {
      const attempt: SubmitAttemptInput = {
        id: newId(),
        exerciseId: exercise.id,
        revision: exercise.revision,
        sittingId: latest.current.sitting.id,
        response,
        answeredAt: new Date().toISOString(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        elapsedMs: Math.round(elapsedMs),
      };
      setRefusal(null);
      update((old) => withAnswer(old, attempt));
      keepEvents(latest.current.ownerId, [{ type: "attempt", ...attempt }]).then(send, setRefusal);
      return attempt.id;
    },
    [update],
  );

  /** Takes an answer back: its exercise comes again. */
  const undo = useCallback(
    (attemptId: string) => {
      setRefusal(null);
      update((old) => withoutAnswer(old, attemptId));
      const undoneAt = new Date().toISOString();
      const event = { type: "undo", id: newId(), attemptId, undoneAt } as const;
      keepEvents(latest.current.ownerId, [event]).then(send, setRefusal);
    },
    [update],
  );

  const waiting = waitingAnswers(record).length;
  useEffect(() => {
    if (waiting === 0) return;
    const timer = setInterval(send, SEND_AGAIN_MS);
    addEventListener("online", send);
    return () => {
      clearInterval(timer);
      removeEventListener("online", send);
    };
  }, [waiting]);

  return { record, refusal, answer, undo, sendWaiting: send, waiting };
}
