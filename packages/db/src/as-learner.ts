import { PgDialect } from "drizzle-orm/pg-core";
import { PostgresJsDatabase, PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Sql, TransactionSql } from "postgres";
import type { Database } from "./connect.ts";

const dialect = new PgDialect();

/** Sent ahead of the first statement without waiting for it; when it fails, so does the transaction. */
function enter(tx: TransactionSql, learnerId: string): void {
  void tx`select set_config('role', 'fluentfusion_learner', true), set_config('app.learner_id', ${learnerId}, true)`.execute();
}

/**
 * The same database behind the wall of one learner (migrations/*_walls_between_learners.sql): other learners' rows are
 * not there, the log can only grow, and nobody can raise their own role. It holds for one transaction at a time, so that
 * nothing of it stays with a pooled connection; a query outside of one gets one of its own.
 */
export function asLearner(db: Database["db"], learnerId: string): Database["db"] {
  const client = db.$client;
  const begin = <T>(work: (tx: TransactionSql) => T | Promise<T>) =>
    client.begin((tx) => {
      enter(tx, learnerId);
      return work(tx);
    });
  const unsafe = (...query: Parameters<Sql["unsafe"]>) => ({
    // What drizzle asks of a query: its rows as objects, by awaiting it, or as arrays.
    // oxlint-disable-next-line unicorn/no-thenable
    then: (...settle: Parameters<Promise<unknown>["then"]>) =>
      begin((tx) => tx.unsafe(...query)).then(...settle),
    values: () => begin((tx) => tx.unsafe(...query).values()),
  });
  const walled = { options: client.options, begin, unsafe } as unknown as Sql;
  const session = new PostgresJsSession(walled, dialect, undefined);
  return Object.assign(new PostgresJsDatabase(dialect, session, undefined), {
    $client: walled,
  }) as unknown as Database["db"];
}
