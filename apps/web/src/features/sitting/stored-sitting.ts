import type { Settled } from "@fluentfusion/client/store";
import { forgetStored, readStored, storedIds, writeStored } from "../../ui/stored.ts";
import { keepEvents } from "../device/device-answers.ts";
import { type SittingRecord, waitingAnswers } from "./sitting-record.ts";
import { withSettled } from "./settle.ts";

const PREFIX = "ff.sitting.";

/** The record kept on this device, or null when there is none that can be read. */
export function readSitting(id: string): SittingRecord | null {
  const stored = readStored(PREFIX + id);
  if (stored === null) return null;
  try {
    const record = JSON.parse(stored) as Partial<SittingRecord>;
    const whole =
      record.sitting?.id === id && Array.isArray(record.exercises) && Array.isArray(record.answers);
    return whole ? { ...(record as SittingRecord), solvedBefore: record.solvedBefore ?? [] } : null;
  } catch {
    return null;
  }
}

export const hasSitting = (id: string): boolean => readStored(PREFIX + id) !== null;

export function keepSitting(record: SittingRecord): void {
  writeStored(PREFIX + record.sitting.id, JSON.stringify(record));
}

export function forgetSitting(id: string): void {
  writeStored(PREFIX + id, null);
}

/** Forgets every sitting, when another person may use the device next. */
export function forgetAllSittings(): void {
  forgetStored(PREFIX);
}

/** Puts answers without a verdict among what is sent: a page may have died after the one and before the other. */
export async function keepWaitingAnswers(record: SittingRecord): Promise<void> {
  await keepEvents(waitingAnswers(record).map(({ attempt }) => ({ type: "attempt", ...attempt })));
}

/** The same for all sittings that were left before their answers were graded. */
export async function keepLeftAnswers(): Promise<void> {
  for (const id of storedIds(PREFIX)) {
    const record = readSitting(id);
    if (record === null) forgetSitting(id);
    else await keepWaitingAnswers(record);
  }
}

/** Notes a verdict in the sitting that it belongs to; once the server knows all of it, it can go on from there. */
export function noteInStored({ event, result }: Settled): void {
  const id = event.type === "attempt" ? (event.sittingId ?? null) : null;
  const record = id === null ? null : readSitting(id);
  if (record === null) return;
  const after = withSettled(record, { event, result });
  if (waitingAnswers(after).length === 0) forgetSitting(record.sitting.id);
  else keepSitting(after);
}
