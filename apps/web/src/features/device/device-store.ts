import type { Store } from "@fluentfusion/client/store";
import { client } from "../../api.ts";
import { fetchScript } from "../../fetch-script.ts";
import { readStored, writeStored } from "../../ui/stored.ts";

/** Whose answers and lessons this device holds, known also while the server is out of reach. */
const STORED_OWNER = "ff.device-owner";

let opened: { readonly owner: string; readonly store: Promise<Store> } | null = null;

export function setDeviceOwner(userId: string | null): void {
  writeStored(STORED_OWNER, userId);
}

export function deviceOwner(): string | null {
  return readStored(STORED_OWNER);
}

async function openFor(owner: string): Promise<Store> {
  const { indexedDbStorage, memoryStorage, openStore } = await fetchScript(
    () => import("@fluentfusion/client/store"),
  );
  const lasting = indexedDbStorage(`fluentfusion:${owner}`);
  // A browser that keeps nothing, as some do in private windows, still sends what is answered while the page is open.
  const storage = await lasting.list("waiting/", 1).then(
    () => lasting,
    () => memoryStorage(),
  );
  return openStore(client, storage);
}

/** What the device's owner has here; `null` when nobody is signed in on it. Fetched when it is first asked for. */
export async function deviceStore(): Promise<Store | null> {
  const owner = deviceOwner();
  if (owner === null) return null;
  if (opened?.owner !== owner) {
    const store = openFor(owner);
    opened = { owner, store };
    store.catch(() => {
      opened = null;
    });
  }
  return opened.store;
}

/** Erases what this device holds of its owner, who is no more. */
export function eraseDevice(): void {
  const owner = deviceOwner();
  opened = null;
  if (owner !== null) indexedDB.deleteDatabase(`fluentfusion:${owner}`);
}
