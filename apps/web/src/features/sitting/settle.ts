import type { Settled } from "@fluentfusion/client/store";
import { type SittingRecord, withoutAnswer, withReceipt } from "./sitting-record.ts";

/** A sitting with what the server said of one of its answers; what it refuses can be answered again. */
export function withSettled(record: SittingRecord, { event, result }: Settled): SittingRecord {
  if (result.status !== "accepted") return withoutAnswer(record, event.id);
  return "verdict" in result.receipt ? withReceipt(record, result.receipt) : record;
}
