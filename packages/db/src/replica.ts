import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { connect, type Database, type ConnectOptions } from "./connect.ts";

const ASK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 1_000;
const SAMPLES_KEPT = 1_000;

/** A streaming replica of the database, and how far it has come. */
export interface Replica {
  /** Reads alone: what writes is refused by the server (SQLSTATE 25006). */
  readonly db: Database["db"];
  /** Whatever was committed before this instant, by `performance.now()`, can be read there; -Infinity while nobody knows. */
  freshAsOf(): number;
  /** It did not answer somebody: until the next look nobody knows how far it is. */
  doubt(): void;
  close(): Promise<void>;
}

/** Numbers of bytes since the beginning of the write-ahead log, which both servers count alike. */
interface Sample {
  readonly at: number;
  readonly written: number;
}

const openWatch = (url: string) =>
  postgres(url, {
    max: 1,
    connect_timeout: 1,
    backoff: () => 0.2,
    onnotice: () => undefined,
    connection: { application_name: "fluentfusion-replica-watch", statement_timeout: ANSWER_WITHIN_MS },
  });

/**
 * Follows a replica by positions in the write-ahead log, so that no clock of another machine counts: the database is asked
 * again and again what it has written, and the replica what it has replayed. A connection that is cut, a replay that
 * waits and a server that is gone all look the same: `freshAsOf` stands still. A server that is no replica (any more) is
 * not followed: its data may be of its own.
 *
 * @param primaryUrl the database that the replica follows
 */
export function followReplica(primaryUrl: string, replicaUrl: string, options: ConnectOptions = {}): Replica {
  const readOnly = new URL(replicaUrl);
  readOnly.searchParams.set("default_transaction_read_only", "on");
  const reader = connect(readOnly.href, options);
  const [primary, replica] = [openWatch(primaryUrl), openWatch(replicaUrl)];
  const stopping = new AbortController();
  let samples: Sample[] = [];
  let freshAsOf = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const at = performance.now();
    const [[wrote], [replayed]] = await Promise.all([
      primary<{ bytes: number }[]>`select (pg_current_wal_lsn() - '0/0')::float8 as bytes`,
      replica<{ bytes: number | null }[]>`
        select (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() - '0/0' end)::float8 as bytes`,
    ]);
    const bytes = replayed?.bytes ?? null;
    if (wrote === undefined || bytes === null) throw new Error("this is no replica");
    samples.push({ at, written: wrote.bytes });
    const reached = samples.findLastIndex(({ written }) => written <= bytes);
    if (reached === -1) return;
    freshAsOf = samples[reached]?.at ?? freshAsOf;
    samples = samples.slice(reached).slice(-SAMPLES_KEPT);
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const timer = new AbortController();
      const late = sleep(ANSWER_WITHIN_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
        throw new Error("no answer");
      });
      await Promise.race([look(), late]).catch(() => {
        freshAsOf = Number.NEGATIVE_INFINITY;
      });
      late.catch(() => undefined);
      timer.abort();
      await sleep(ASK_EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  }
  const following = follow();

  return {
    db: reader.db,
    freshAsOf: () => freshAsOf,
    doubt() {
      freshAsOf = Number.NEGATIVE_INFINITY;
    },
    async close() {
      stopping.abort();
      await Promise.all([reader.close(), primary.end({ timeout: 0 }), replica.end({ timeout: 0 })]);
      await following;
    },
  };
}
