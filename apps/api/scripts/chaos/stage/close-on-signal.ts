import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Closes what was opened when the process is told to end, and ends as one that was. Its children would stay otherwise: a
 * signal ends the process alone.
 *
 * @returns what to call when there is nothing to close any more
 */
export function closeOnSignal(close: () => Promise<void>): () => void {
  const end = (signal: NodeJS.Signals) => {
    const leave = () => process.exit(128 + constants.signals[signal]);
    void close().then(leave, leave);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}
