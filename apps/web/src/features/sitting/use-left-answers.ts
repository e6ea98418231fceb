import { useEffect } from "react";
import { queryClient } from "../../api.ts";
import { sendAnswers } from "./send-answers.ts";
import { type SittingRecord, waitingAnswers } from "./sitting-record.ts";
import { forgetSitting, keepSitting, readSitting, storedSittingIds } from "./stored-sitting.ts";

const SEND_AGAIN_MS = 20_000;

async function sendLeft(record: SittingRecord): Promise<void> {
  let latest = record;
  const before = waitingAnswers(record).length;
  await sendAnswers({
    read: () => latest,
    update: (change) => {
      latest = change(latest);
      keepSitting(latest);
    },
  });
  const after = waitingAnswers(latest).length;
  // The server now knows all of it, and can go on from there.
  if (after === 0) forgetSitting(record.sitting.id);
  if (after < before) await queryClient.invalidateQueries();
}

let sending: Promise<void> | null = null;

/** One round over all sittings; a second caller joins the round that is under way. */
function sendAllLeft(): void {
  sending ??= (async () => {
    for (const id of storedSittingIds()) {
      const record = readSitting(id);
      if (record === null) forgetSitting(id);
      else await sendLeft(record);
    }
  })().finally(() => {
    sending = null;
  });
}

/** Sends the answers of sittings that were left before the server had graded them; for the pages outside a sitting. */
export function useLeftAnswers(): void {
  useEffect(() => {
    sendAllLeft();
    addEventListener("online", sendAllLeft);
    const timer = setInterval(sendAllLeft, SEND_AGAIN_MS);
    return () => {
      removeEventListener("online", sendAllLeft);
      clearInterval(timer);
    };
  }, []);
}
