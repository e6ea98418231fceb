import type { Store } from "@fluentfusion/client/store";
import { client } from "../../api.ts";
import { fetchScript } from "../../fetch-script.ts";
import { readStored, writeStored } from "../../ui/stored.ts";
import { knownUser } from "../auth/take-up-session.ts";

/** Whose answers and lessons this device holds, known also while the server is out of reach. */
const STORED_OWNER = "ff.device-owner";

/**
 * Whose page this is. What is stored may be another learner's by now, who has signed in in another tab: what is given on this
 * page stays with the one whose page it is.
 */
let owner = knownUser()?.id ?? readStored(STORED_OWNER);

const opened = new Map<string, Promise<Store>>();

export function setDeviceOwner(userId: string | null): void {
  owner = userId;
  writeStored(STORED_OWNER, userId);
}

export function deviceOwner(): string | null {
  return owner;
}

async function openFor(learnerId: string): Promise<Store> {
  const { indexedDbStorage, memoryStorage, openStore } = await fetchScript(
    () => import("@fluentfusion/client/store"),
  );
  const lasting = indexedDbStorage(`fluentfusion:${learnerId}`);
  // A browser that keeps nothing, as some do in private windows, still sends what is answered while the page is open.
  const storage = await lasting.list("waiting/", 1).then(
    () => lasting,
    () => memoryStorage(),
  );
  return openStore(client, storage, learnerId);
}

/** What a learner has on this device, whoever is signed in. Fetched when it is first asked for. */
export function storeOf(learnerId: string): Promise<Store> {
  let store = opened.get(learnerId);
  if (store === undefined) {
    store = openFor(learnerId);
    opened.set(learnerId, store);
    store.catch(() => opened.delete(learnerId));
  }
  return store;
}

/** What the device's owner has here; `null` when nobody is signed in on it. */
export async function deviceStore(): Promise<Store | null> {
  return owner === null ? null : storeOf(owner);
}

/** Erases what this device holds of its owner, who is no more. */
export function eraseDevice(): void {
  if (owner === null) return;
  opened.delete(owner);
  indexedDB.deleteDatabase(`fluentfusion:${owner}`);
}
