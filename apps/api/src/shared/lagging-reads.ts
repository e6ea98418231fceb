import type { Database, Replica } from "@fluentfusion/db";
import { lruOf } from "./lru.ts";
import type { Cache } from "../cache/cache.ts";
import { laggingReads, replicaLag } from "../metrics/counters.ts";
import { toDomainError } from "./classify-error.ts";

/** Said by every instance whose caller has changed something. */
const CHANNEL = "caller-wrote";
const CALLERS_KEPT = 50_000;
const MEASURE_EVERY_MS = 1_000;

/** Reads that may be some seconds behind, and where they go: to a replica where there is one that is near enough. */
export interface LaggingReads {
  /** To be called after the commit: from now on this caller's reads wait for the replica to have it. */
  wrote(userId: string): void;
  /**
   * Reads for a caller, who finds what they wrote themselves; on the database itself where the replica does not have
   * that yet, lags more than it may, or does not answer.
   *
   * @param work is done again where the replica fails, so it reads and nothing else
   */
  read<T>(userId: string, work: (db: Database["db"]) => Promise<T>): Promise<T>;
  /** Finds what never changes once it is there, such as a revision: what a replica does not have is looked for at the database. */
  find<T>(work: (db: Database["db"]) => Promise<T | null>): Promise<T | null>;
  stop(): void;
}

interface Surroundings {
  readonly db: Database["db"];
  readonly cache: Cache;
  readonly replica?: Replica | undefined;
  /** Beyond it the replica is not read. */
  readonly maxLagMs: number;
}

export async function createLaggingReads({
  db,
  cache,
  replica,
  maxLagMs,
}: Surroundings): Promise<LaggingReads> {
  if (replica === undefined)
    return {
      wrote: () => undefined,
      read: (_, work) => work(db),
      find: (work) => work(db),
      stop: () => undefined,
    };

  const wroteAt = lruOf<number>(CALLERS_KEPT);
  // Word from elsewhere comes later than what it tells of, so it asks for more of the replica than it has to.
  await cache.subscribe(CHANNEL, (userId) => wroteAt.set(userId, performance.now()));
  const timer = setInterval(
    () => replicaLag.set((performance.now() - replica.freshAsOf()) / 1_000),
    MEASURE_EVERY_MS,
  );
  timer.unref();

  async function fromReplica<T>(since: number, work: (from: Database["db"]) => Promise<T>) {
    const isNear =
      replica !== undefined && replica.freshAsOf() > Math.max(since, performance.now() - maxLagMs);
    if (isNear) {
      try {
        const found = await work(replica.db);
        laggingReads.inc({ from: "replica" });
        return { found };
      } catch (error) {
        // What says something about the call is an answer; the rest is the replica's trouble.
        const { code } = toDomainError(error);
        if (code !== "UNAVAILABLE" && code !== "INTERNAL") throw error;
        replica.doubt();
      }
    }
    laggingReads.inc({ from: "database" });
    return null;
  }

  return {
    wrote(userId) {
      wroteAt.set(userId, performance.now());
      void cache.publish(CHANNEL, userId).catch(() => undefined);
    },
    async read(userId, work) {
      const since = wroteAt.get(userId) ?? Number.NEGATIVE_INFINITY;
      const answer = await fromReplica(since, work);
      return answer === null ? work(db) : answer.found;
    },
    async find(work) {
      const answer = await fromReplica(Number.NEGATIVE_INFINITY, work);
      return answer?.found ?? work(db);
    },
    stop: () => clearInterval(timer),
  };
}
