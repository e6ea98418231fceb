import type { PushEvent, Settled } from "@fluentfusion/client/store";
import { deviceOwner, storeOf } from "./device-store.ts";

type Listener = (settled: Settled) => void;

const listeners = new Set<Listener>();
/** Answers given on this page: what they earn needs no news from elsewhere. */
const givenHere = new Set<string>();
let sending: Promise<number> | null = null;
/** Somebody asked while a round was under way, which may have begun without a connection. */
let isAskedAgain = false;

/**
 * Once it resolves, the events are on this device and will be sent, however often the page dies.
 *
 * @param learnerId who did them: they are sent in no other name, and wait while somebody else is signed in
 */
export async function keepEvents(learnerId: string | null, events: readonly PushEvent[]): Promise<void> {
  if (learnerId === null) throw new Error("nobody is signed in on this device");
  const store = await storeOf(learnerId);
  for (const event of events) {
    if (event.type === "attempt") givenHere.add(event.id);
    await store.add(event);
  }
}

export function isGivenHere(attemptId: string | null): boolean {
  return attemptId !== null && givenHere.has(attemptId);
}

/** Hears what the server said of each event before it is forgotten here. Returns how to stop. */
export function onSettled(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function send(): Promise<number> {
  const owner = deviceOwner();
  if (owner === null) return 0;
  const store = await storeOf(owner);
  // Out of reach: the next round tries again.
  if ((await store.waiting()).length > 0) await store.push().catch(() => undefined);
  // Also what was settled before the connection was lost, or before the page died.
  const settled = await store.settled();
  // Whoever has entered meanwhile is told nothing of it; its owner is, when they are back.
  if (deviceOwner() !== owner) return 0;
  for (const one of settled) for (const listener of listeners) listener(one);
  await store.forget(settled.map(({ event }) => event.id));
  return settled.length;
}

/**
 * Sends all that waits on this device; callers join a round that is under way, after which there is another. What cannot be sent
 * stays. Never rejects.
 *
 * @returns how many events the server has answered
 */
export function sendKept(): Promise<number> {
  if (sending !== null) {
    isAskedAgain = true;
    return sending;
  }
  sending = send()
    .catch(() => 0)
    .finally(() => {
      sending = null;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      void sendKept();
    });
  return sending;
}
