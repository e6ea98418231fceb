import { useEffect } from "react";
import { queryClient } from "../../api.ts";
import { deviceStore } from "./device-store.ts";

const SEND_AGAIN_MS = 20_000;

export const WAITING_KEY = ["device-waiting"];

/** Sends what was answered in flight; what became of it shows in the record. */
async function sendAll(): Promise<void> {
  const store = await deviceStore();
  if (store === null || (await store.waiting()).length === 0) return;
  await store.push();
  const settled = await store.settled();
  await store.forget(settled.map(({ event }) => event.id));
  await queryClient.invalidateQueries();
}

function send(): void {
  // Out of reach: it stays, and the next round tries again.
  sendAll().catch(() => undefined);
}

/** For the pages of somebody who is signed in: keeps sending what waits on this device. */
export function useDeviceAnswers(): void {
  useEffect(() => {
    send();
    addEventListener("online", send);
    const timer = setInterval(send, SEND_AGAIN_MS);
    return () => {
      removeEventListener("online", send);
      clearInterval(timer);
    };
  }, []);
}
