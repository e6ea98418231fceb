import { client } from "../../api.ts";
import { isRefusedForGood } from "../../app-error.ts";
import { type SittingRecord, waitingAnswers, withoutAnswer, withReceipt } from "./sitting-record.ts";

export interface RecordKeeper {
  readonly read: () => SittingRecord;
  readonly update: (change: (record: SittingRecord) => SittingRecord) => void;
}

/**
 * Sends what waits, oldest first, until all is graded or the server cannot be reached. What it refuses for good is taken
 * out, so that it can be answered again. Returns the last refusal, or null.
 */
export async function sendAnswers({ read, update }: RecordKeeper): Promise<unknown> {
  let refusal: unknown = null;
  for (let next = waitingAnswers(read())[0]; next; next = waitingAnswers(read())[0]) {
    const { attempt } = next;
    try {
      const receipt = await client.api.attempts.submit.mutate(attempt);
      update((record) => withReceipt(record, receipt));
    } catch (error) {
      if (!isRefusedForGood(error)) break;
      refusal = error;
      update((record) => withoutAnswer(record, attempt.id));
    }
  }
  return refusal;
}
