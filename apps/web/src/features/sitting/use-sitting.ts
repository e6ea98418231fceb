import { newId } from "@fluentfusion/client";
import type { Exercise, ExerciseResponse, SubmitAttemptInput } from "@fluentfusion/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { sendAnswers } from "./send-answers.ts";
import { type SittingRecord, waitingAnswers, withAnswer } from "./sitting-record.ts";
import { keepSitting } from "./stored-sitting.ts";

const SEND_AGAIN_MS = 8000;

/**
 * Runs a sitting: takes answers, keeps each on the device before it is sent, and sends until the server has graded it.
 * The id of an answer never changes, so the server counts it once however often it arrives.
 */
export function useSitting(initial: SittingRecord) {
  const [record, setRecord] = useState(initial);
  const [refusal, setRefusal] = useState<unknown>(null);
  const latest = useRef(initial);
  const sending = useRef<Promise<void> | null>(null);

  const update = useCallback((change: (record: SittingRecord) => SittingRecord) => {
    latest.current = change(latest.current);
    keepSitting(latest.current);
    setRecord(latest.current);
  }, []);

  /** Never twice at a time; what could not be sent stays for the next round. */
  const sendWaiting = useCallback(() => {
    sending.current ??= sendAnswers({ read: () => latest.current, update })
      .then((refused) => {
        if (refused !== null) setRefusal(refused);
      })
      .finally(() => {
        sending.current = null;
      });
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
      sendWaiting();
      return attempt.id;
    },
    [sendWaiting, update],
  );

  const waiting = waitingAnswers(record).length;
  useEffect(() => {
    if (waiting === 0) return;
    sendWaiting();
    const timer = setInterval(sendWaiting, SEND_AGAIN_MS);
    addEventListener("online", sendWaiting);
    return () => {
      clearInterval(timer);
      removeEventListener("online", sendWaiting);
    };
  }, [waiting, sendWaiting]);

  return { record, refusal, answer, sendWaiting, waiting };
}
