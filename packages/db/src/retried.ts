import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { errorCode, someCause } from "./error-code.ts";
import { sentBy } from "./lone-statement.ts";
import { withOwn } from "./with-own.ts";

/** serialization_failure and deadlock_detected: another transaction was in the way, and all of this one was undone. */
const IN_THE_WAY = new Set<string | null>(["40001", "40P01"]);
const RETRIES_MAX = 3;
const FIRST_PAUSE_MS = 20;

/**
 * Whether a statement was refused because it was prepared before a migration changed what it gives ("cached plan must not change
 * result type"). Its SQLSTATE, 0A000, is that of everything that PostgreSQL does not support; the routine that
 * refused it is its own, and in no language. The driver drops what it prepared.
 */
function isStale(error: unknown): boolean {
  return someCause(error, (one) => Reflect.get(one, "routine") === "RevalidateCachedQuery");
}

/** Does it again where PostgreSQL took it back. Pauses are drawn at random and double, so that two who met do not meet again. */
async function again<T>(attempt: () => PromiseLike<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const mayWork = IN_THE_WAY.has(errorCode(error)) || isStale(error);
      if (retries === RETRIES_MAX || !mayWork) throw error;
      await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** retries);
    }
  }
}

/**
 * The same client, whose transactions and lone statements are done again, at most three times, when PostgreSQL took one back for the
 * sake of another or of a migration: then nothing of it was done. The work of a transaction runs whole each time, so it must have no
 * effect outside of it that may not happen twice. Nothing else is done again: after a lost connection nobody
 * knows whether the commit was done.
 */
export function retried(client: Sql): Sql {
  const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
  const begin = (...args: unknown[]) => again(() => plain.begin(...args));
  const unsafe = (...asked: Parameters<Sql["unsafe"]>) => sentBy(() => client.unsafe(...asked), again);
  return withOwn(client, { begin, unsafe });
}
