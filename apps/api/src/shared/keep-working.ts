export interface Background {
  /** Looks now instead of in a few seconds. */
  look(): void;
  /** After the piece of work that is under way. */
  stop(): Promise<void>;
}

/**
 * Does what there is to do, piece by piece, for as long as the server runs, and looks again every so often.
 *
 * @param workOnce does one piece; `false` when there was none. A long one looks whether it is to stop
 */
export function keepWorking(
  everyMs: number,
  workOnce: (stopping: AbortSignal) => Promise<boolean>,
  onTrouble: (error: unknown) => void,
): Background {
  const stopping = new AbortController();
  const { signal } = stopping;
  let isAsked = false;
  let running: Promise<void> | null = null;

  async function workAll(): Promise<void> {
    do {
      isAsked = false;
      try {
        while (!signal.aborted && (await workOnce(signal)));
      } catch (error) {
        onTrouble(error);
      }
    } while (isAsked && !signal.aborted);
  }

  const look = () => {
    if (signal.aborted) return;
    isAsked = true;
    running ??= workAll().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    look,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
