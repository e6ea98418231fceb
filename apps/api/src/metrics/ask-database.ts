import { connect, watchOldestWrite } from "@fluentfusion/db";
import { readBacklog } from "../features/mail/mail.queries.ts";
import type { Deps } from "../shared/deps.ts";

/** What metrics ask the database for. Each fails at once where it is known to be away. */
export interface AskedOfDatabase {
  /** What waits in the outbox. */
  readonly outbox: () => ReturnType<typeof readBacklog>;
  /** For how many seconds the oldest transaction that has written has been open. */
  readonly oldestWrite: () => Promise<number>;
  close(): Promise<void>;
}

/**
 * Asks over a connection of its own. Behind a transaction that holds a lock for long the pool is full of those who wait for it: who
 * asked over the pool would be told nothing of it just then.
 */
export function askDatabase(url: string, { whileUp, now }: Pick<Deps, "whileUp" | "now">): AskedOfDatabase {
  const database = connect(url, { max: 1, name: "fluentfusion-metrics" });
  const { db } = database;
  const oldestWrite = watchOldestWrite(db);
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await whileUp(work);
    } catch (error) {
      // It may hang, and would for a quarter of an hour.
      database.dropConnections();
      throw error;
    }
  };
  return {
    outbox: () => ask(() => readBacklog(db, now())),
    oldestWrite: () => ask(oldestWrite),
    close: () => database.close(),
  };
}
