import { useEffect } from "react";
import { queryClient } from "../../api.ts";
import { noteInStored, keepLeftAnswers } from "../sitting/stored-sitting.ts";
import { onSettled, sendKept } from "./device-answers.ts";

const SEND_AGAIN_MS = 20_000;

const send = () =>
  void sendKept().then((settled) => (settled > 0 ? queryClient.invalidateQueries() : undefined));

/** For the pages of somebody who is signed in: keeps sending what waits on this device. */
export function useDeviceAnswers(): void {
  useEffect(() => {
    const stop = onSettled(noteInStored);
    keepLeftAnswers().then(send, send);
    addEventListener("online", send);
    const timer = setInterval(send, SEND_AGAIN_MS);
    return () => {
      stop();
      removeEventListener("online", send);
      clearInterval(timer);
    };
  }, []);
}
