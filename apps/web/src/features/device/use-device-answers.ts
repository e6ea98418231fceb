import { useEffect } from "react";
import { queryClient } from "../../api.ts";
import { idle } from "../../idle.ts";
import { noteInStored, keepLeftAnswers } from "../sitting/stored-sitting.ts";
import { onSettled, sendKept } from "./device-answers.ts";

const SEND_AGAIN_MS = 20_000;

const send = () =>
  void sendKept().then((settled) => (settled > 0 ? queryClient.invalidateQueries() : undefined));

/** For the pages of somebody who is signed in: keeps sending what waits on this device. */
export function useDeviceAnswers(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const stop = onSettled(noteInStored);
    // The page comes first: what waits has waited, and looking for it takes the device's time.
    idle().then(keepLeftAnswers).then(send, send);
    addEventListener("online", send);
    const timer = setInterval(send, SEND_AGAIN_MS);
    return () => {
      stop();
      removeEventListener("online", send);
      clearInterval(timer);
    };
  }, [isOn]);
}
