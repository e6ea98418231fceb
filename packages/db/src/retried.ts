import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { errorCode } from "./error-code.ts";
import { withOwn } from "./with-own.ts";

/**
 * serialization_failure and deadlock_detected: another transaction was in the way, and all of this one was undone. 0A000: a statement was
 * prepared before a migration changed what it gives ("cached plan must not change result type"); the driver has dropped it and
 * prepares it anew, which in a transaction only a new one can do.
 */
const IN_THE_WAY = new Set<string | null>(["40001", "40P01", "0A000"]);
const RETRIES_MAX = 3;
const FIRST_PAUSE_MS = 20;

/**
 * The same client, whose transactions are done again, at most three times, when PostgreSQL took one back for the sake of
 * another or of a migration. The work runs whole each time, so it must have no effect outside of its transaction that may not happen twice.
 * Pauses are drawn at random and double, so that two who met do not meet again. Nothing else is done again: after a lost
 * connection nobody knows whether the commit was done.
 */
export function retried(client: Sql): Sql {
  const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
  const begin = async (...args: unknown[]) => {
    for (let retries = 0; ; retries += 1) {
      try {
        return await plain.begin(...args);
      } catch (error) {
        if (retries === RETRIES_MAX || !IN_THE_WAY.has(errorCode(error))) throw error;
        await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** retries);
      }
    }
  };
  return withOwn(client, { begin });
}
