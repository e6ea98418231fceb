import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { behindWalls } from "./behind-walls.ts";
import { notForEver } from "./not-for-ever.ts";
import { prepared } from "./prepared.ts";
import { renewable } from "./renewable.ts";
import { retried } from "./retried.ts";
import * as schema from "./schema/index.ts";
import { type Measure, traced } from "./traced.ts";

/** A connection pool or a transaction: a query cannot tell and need not. */
export type Db = Pick<
  PostgresJsDatabase<typeof schema>,
  | "select"
  | "selectDistinctOn"
  | "insert"
  | "update"
  | "delete"
  | "execute"
  | "query"
  | "transaction"
  | "$count"
>;

export interface Database {
  readonly db: PostgresJsDatabase<typeof schema> & { readonly $client: Sql };
  /** Gives up every connection, and fails what is under way: nobody knows whether it was done. */
  readonly dropConnections: () => void;
  /** When anything last came over one of the connections, by `performance.now()`. */
  readonly heardAt: () => number;
  /** Ends after the queries under way, at most five seconds. */
  close(): Promise<void>;
}

/** Whether the database has refused a statement, and so undone it; after a lost connection nobody knows. */
export const isRefusal = (error: unknown): boolean => error instanceof postgres.PostgresError;

/** Connections of one process, unless said. */
export const POOL_MAX = 10;

export interface ConnectOptions {
  /** Connections at the most. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name?: string;
  /** Measures statements and transactions, for traces and metrics. */
  readonly measure?: Measure;
  /** Told of each statement that is sent. */
  readonly onStatement?: (statement: string) => void;
}

/**
 * Opens a pool on `url`. Nothing is connected until the first query.
 *
 * The time limits stand in the server, where they hold even if this process hangs: a statement 5 s, a wait for a lock
 * 2 s, an idle transaction 10 s.
 */
export function connect(
  url: string,
  { max = POOL_MAX, name = "fluentfusion", onStatement, measure }: ConnectOptions = {},
): Database {
  const open = () =>
    postgres(url, {
      max,
      connect_timeout: 5,
      // A database that comes back is used again within half a second.
      backoff: (retries: number) => Math.min(0.5, 0.05 * 2 ** retries),
      onnotice: () => undefined,
      ...(onStatement !== undefined && {
        debug: (_connection: number, statement: string) => onStatement(statement),
      }),
      connection: {
        application_name: name,
        statement_timeout: 5_000,
        lock_timeout: 2_000,
        idle_in_transaction_session_timeout: 10_000,
        TimeZone: "UTC",
      },
    });
  const { client: sql, renew, heardAt } = renewable(open);
  const quick = prepared(behindWalls(notForEver(sql)));
  const client = measure === undefined ? quick : traced(quick, measure);
  return {
    db: drizzle(retried(client), { schema }),
    dropConnections: renew,
    heardAt,
    close: () => sql.end({ timeout: 5 }),
  };
}
