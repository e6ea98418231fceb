import { reloadIfReachable } from "../fetch-script.ts";
import { nextTryMs } from "../next-try.ts";
import { readStored, writeStored } from "../ui/stored.ts";

const LOST = "ff.lost-scripts";

/** The page at hand has come: what is lost later is asked for again soon. */
export const forgetLost = (): boolean => writeStored(LOST, null);

/**
 * Loads the page again by itself when the server can be reached, after pauses that grow over reloads, or as soon as the device is
 * on a network again. Returns how to stop that.
 */
export function reloadInTime(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reload = async () => {
    clearTimeout(timer);
    if (!(await reloadIfReachable())) wait();
  };
  const wait = () => {
    const errorUpdateCount = Number(readStored(LOST) ?? 0) + 1;
    writeStored(LOST, String(errorUpdateCount));
    const asked = { data: undefined, error: LOST, errorUpdatedAt: Date.now(), errorUpdateCount };
    timer = setTimeout(() => void reload(), nextTryMs(asked) || 0);
  };
  const onOnline = () => void reload();
  addEventListener("online", onOnline);
  wait();
  return () => {
    clearTimeout(timer);
    removeEventListener("online", onOnline);
  };
}
