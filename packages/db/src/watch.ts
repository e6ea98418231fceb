import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import type { Database } from "./connect.ts";
import { errorCode } from "./error-code.ts";

/** How often the database is asked while it answers, and while it does not. */
const UP_EVERY_MS = 250;
const DOWN_EVERY_MS = 100;
/** Longer than a busy server takes for nothing, shorter than a client waits. */
const ANSWER_WITHIN_MS = 1_500;
/** Whoever asks is not told of an answer that has been outstanding for so long; with the pause before it, a second. */
const DOUBTFUL_AFTER_MS = 750;
/** query_canceled: the watch's own question took too long, and the database was there to say so. */
const TOOK_TOO_LONG = "57014";
/** The watch's own connection was ended, by an operator, say: nothing is known of others. */
const CUT = /^(CONNECTION_CLOSED|ECONNRESET|EPIPE|57P01|57P02|57P05)$/;
/** The watch's own connection did not come about within its second. */
const NOT_CONNECTED = "CONNECT_TIMEOUT";
/** No place for one more connection (class 53), which says nothing of those that there are. */
const NO_ROOM = /^53/;
const OTHERS_WITHIN_MS = 1_000;
/** Waited in such steps: a process that was too busy to look has not waited, and the answer may lie there. */
const STEP_MS = 50;

/** The database does not answer. Its code is of the family that the driver uses for lost connections. */
export class DatabaseAwayError extends Error {
  override readonly name = "DatabaseAwayError";
  readonly code = "CONNECTION_AWAY";
}

export interface DatabaseWatch {
  /**
   * Does the work, and fails with DatabaseAwayError as soon as the database is known to be away, also when it goes while
   * the work is under way: then nobody knows whether it was done.
   */
  whileUp<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the database answers, as it was within the last second. */
  isUp(): boolean;
  stop(): Promise<void>;
}

/** The connections that others use. */
export type WatchedPool = Pick<Database, "dropConnections" | "heardAt">;

const NO_POOL: WatchedPool = { dropConnections: () => undefined, heardAt: () => Number.NEGATIVE_INFINITY };

/**
 * Asks the database over a connection of its own whether it is there. The driver queues what it cannot send and tries
 * for many seconds; whoever waits for an answer should know at once. A database that says anything to anybody is slow at
 * worst: it hangs when neither the question nor anything else was answered for a while (decision 49).
 *
 * @param pool loses its connections when the database hangs: they would go on to do so for a quarter of an hour (TCP's own
 * patience) after the database has come back elsewhere under the same address
 */
export function watchDatabase(url: string, pool: WatchedPool = NO_POOL): DatabaseWatch {
  const open = () =>
    postgres(url, {
      max: 1,
      connect_timeout: 1,
      backoff: () => 0,
      onnotice: () => undefined,
      // A server that ends cuts this connection with the others: who waits is told when it is known, not when it is next asked.
      onclose: () => {
        if (isUp) resting.abort();
      },
      connection: { application_name: "fluentfusion-watch", statement_timeout: ANSWER_WITHIN_MS },
    });
  let isUp = true;
  let resting = new AbortController();
  let sql = open();
  let hasAnswered = false;
  const stopping = new AbortController();
  const waiting = new Set<(error: DatabaseAwayError) => void>();

  function becomeDown({ hangs }: { hangs: boolean }): void {
    isUp = false;
    if (hangs) pool.dropConnections();
    const error = new DatabaseAwayError("the database went away");
    for (const fail of waiting) fail(error);
    waiting.clear();
  }

  /** Whatever hangs on the connection is let go with it, and the next question goes over another one. */
  function renew(): void {
    void sql.end({ timeout: 0 }).catch(() => undefined);
    sql = open();
  }

  async function ask(): Promise<"answers" | "hangs" | "cut" | "fails"> {
    const timer = new AbortController();
    const askedAt = performance.now();
    const wait = async () => {
      let heardAt = pool.heardAt();
      for (let waited = 0; waited < ANSWER_WITHIN_MS && !timer.signal.aborted; waited += STEP_MS) {
        if (pool.heardAt() > heardAt) {
          heardAt = pool.heardAt();
          waited = 0;
        }
        if (waited >= DOUBTFUL_AFTER_MS) hasAnswered = false;
        await sleep(STEP_MS, undefined, { signal: timer.signal }).catch(() => undefined);
      }
      return "late" as const;
    };
    try {
      const answer = await Promise.race([sql`select 1`, wait()]);
      if (answer !== "late") return "answers";
      renew();
      return "hangs";
    } catch (error) {
      const code = errorCode(error) ?? "";
      if (CUT.test(code)) return "cut";
      // What hangs may do so from a moment on at which the watch was just connecting: then new ones tell nothing of the others.
      if (code === NOT_CONNECTED) return pool.heardAt() > askedAt ? "answers" : "hangs";
      const othersAreAnswered = NO_ROOM.test(code) && performance.now() - pool.heardAt() < OTHERS_WITHIN_MS;
      return code === TOOK_TOO_LONG || othersAreAnswered ? "answers" : "fails";
    } finally {
      timer.abort();
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      let found = await ask();
      // A new connection tells. The driver would send it over the one that is ending.
      if (found === "cut" && isUp) {
        renew();
        found = await ask();
      }
      hasAnswered = found === "answers";
      if (hasAnswered) isUp = true;
      else if (isUp) becomeDown({ hangs: found === "hangs" });
      const pause = hasAnswered ? UP_EVERY_MS : DOWN_EVERY_MS;
      resting = new AbortController();
      if (stopping.signal.aborted) return;
      await sleep(pause, undefined, { signal: resting.signal, ref: false }).catch(() => undefined);
    }
  }
  const watching = watch();

  return {
    whileUp<T>(work: () => Promise<T>): Promise<T> {
      if (!isUp) return Promise.reject(new DatabaseAwayError("the database is away"));
      return new Promise<T>((resolve, reject) => {
        waiting.add(reject);
        work()
          .finally(() => waiting.delete(reject))
          .then(resolve, reject);
      });
    },
    isUp: () => hasAnswered,
    async stop() {
      stopping.abort();
      resting.abort();
      await sql.end({ timeout: 0 });
      await watching;
    },
  };
}
