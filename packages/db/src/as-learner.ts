import { PgDialect } from "drizzle-orm/pg-core";
import { PostgresJsDatabase, PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Sql, TransactionSql } from "postgres";
import { enterWall, type StatementOptions } from "./behind-walls.ts";
import type { Database } from "./connect.ts";

const dialect = new PgDialect();

/**
 * The same database behind the wall of one learner (migrations/*_walls_between_learners.sql): other learners' rows are
 * not there, the log can only grow, and nobody can raise their own role. It holds for one transaction at a time, so that
 * nothing of it stays with a pooled connection; a query outside of one gets one of its own.
 */
export function asLearner(db: Database["db"], learnerId: string): Database["db"] {
  const client = db.$client;
  const begin = <T>(work: (tx: TransactionSql) => T | Promise<T>) =>
    client.begin((tx) => {
      void enterWall(tx, learnerId);
      return work(tx);
    });
  const unsafe = (...[statement, values, options]: Parameters<Sql["unsafe"]>) =>
    client.unsafe(statement, values, { ...options, wall: learnerId } as StatementOptions);
  const walled = { options: client.options, begin, unsafe } as unknown as Sql;
  const session = new PostgresJsSession(walled, dialect, undefined);
  return Object.assign(new PostgresJsDatabase(dialect, session, undefined), {
    $client: walled,
  }) as unknown as Database["db"];
}
