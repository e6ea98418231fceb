import type { Settled } from "@fluentfusion/client/store";
import { forgetStored, readStored, storedIds, writeStored } from "../../ui/stored.ts";
import { keepEvents } from "../device/device-answers.ts";
import { deviceOwner } from "../device/device-store.ts";
import { type SittingRecord, waitingAnswers } from "./sitting-record.ts";
import { withSettled } from "./settle.ts";

/** Under it each learner who has used this device has a prefix of their own. */
const PREFIX = "ff.sitting.";

/** As many sittings of others stay until their owners are back; their answers are in their owners' queues as well. */
const OF_OTHERS_MAX = 20;

const prefixOf = (ownerId: string) => `${PREFIX}${ownerId}.`;
const placeOf = ({ ownerId, sitting }: SittingRecord) => prefixOf(ownerId) + sitting.id;

/** A record as this page keeps it, or as one of before, which asked everything until it was solved. */
type OfAnyPage = Omit<SittingRecord, "onceIds" | "doneBefore"> &
  Partial<Pick<SittingRecord, "onceIds" | "doneBefore">> & { readonly solvedBefore?: readonly string[] };

/** What is kept at a place, or null when there is nothing that can be read. */
function readAt(place: string): SittingRecord | null {
  try {
    const {
      solvedBefore = [],
      onceIds = [],
      doneBefore = solvedBefore,
      ...stored
    } = JSON.parse(readStored(place) ?? "{}") as OfAnyPage;
    const record: SittingRecord = { ...stored, onceIds, doneBefore };
    const whole =
      placeOf(record) === place &&
      [record.exercises, record.answers, record.onceIds, record.doneBefore].every(Array.isArray);
    return whole ? record : null;
  } catch {
    return null;
  }
}

/** The record that this device keeps for its owner. */
export function readSitting(id: string): SittingRecord | null {
  const owner = deviceOwner();
  return owner === null ? null : readAt(prefixOf(owner) + id);
}

export const hasSitting = (id: string): boolean => readSitting(id) !== null;

export function keepSitting(record: SittingRecord): void {
  writeStored(placeOf(record), JSON.stringify(record));
}

export function forgetSitting(id: string): void {
  const owner = deviceOwner();
  if (owner !== null) writeStored(prefixOf(owner) + id, null);
}

/** Forgets every sitting of the device's owner, who signs out. */
export function forgetOwnSittings(): void {
  const owner = deviceOwner();
  if (owner !== null) forgetStored(prefixOf(owner));
}

/** Of those who were here before, by a session that the server has ended: what the server knows goes, and what is too much. */
function forgetOfOthers(owner: string): void {
  const places = storedIds(PREFIX)
    .map((rest) => PREFIX + rest)
    .filter((place) => !place.startsWith(prefixOf(owner)));
  const waiting = places.flatMap((place) => {
    const record = readAt(place);
    return record !== null && waitingAnswers(record).length > 0 ? [{ place, id: record.sitting.id }] : [];
  });
  // Ids begin with their time.
  const newest = waiting.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, OF_OTHERS_MAX);
  const kept = new Set(newest.map(({ place }) => place));
  for (const place of places) if (!kept.has(place)) writeStored(place, null);
}

/** Puts answers without a verdict among what is sent: a page may have died after the one and before the other. */
export async function keepWaitingAnswers(record: SittingRecord): Promise<void> {
  const events = waitingAnswers(record).map(({ attempt }) => ({ type: "attempt" as const, ...attempt }));
  await keepEvents(record.ownerId, events);
}

/** The same for all sittings that the device's owner has left before their answers were graded. */
export async function keepLeftAnswers(): Promise<void> {
  const owner = deviceOwner();
  if (owner === null) return;
  forgetOfOthers(owner);
  for (const id of storedIds(prefixOf(owner))) {
    const record = readAt(prefixOf(owner) + id);
    if (record === null) writeStored(prefixOf(owner) + id, null);
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
