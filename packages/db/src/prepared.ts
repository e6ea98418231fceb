import type { Sql, TransactionSql } from "postgres";
import { withOwn } from "./with-own.ts";

/**
 * Statements with more values are not kept: they are inserts of many rows, each number of rows another text, and a
 * connection never forgets what it has prepared.
 */
const VALUES_MAX = 40;

/**
 * The same client or transaction, which prepares the statements that drizzle sends. Without it each one is described,
 * parsed and planned anew, in two round trips (drizzle asks for `prepare` only where a query was given a name).
 */
export function prepared<Client extends Sql | TransactionSql>(client: Client): Client {
  const wrapped = {
    unsafe: (...[statement, values, options]: Parameters<Sql["unsafe"]>) => {
      const prepare = values !== undefined && values.length <= VALUES_MAX;
      return client.unsafe(statement, values, { ...options, prepare });
    },
    begin: (...args: unknown[]) => {
      const work = args.at(-1) as (tx: TransactionSql) => unknown;
      const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
      return plain.begin(...args.slice(0, -1), (tx: TransactionSql) => work(prepared(tx)));
    },
    savepoint: (work: (tx: TransactionSql) => unknown) =>
      (client as TransactionSql).savepoint((tx) => work(prepared(tx))),
  };
  return withOwn(client, wrapped);
}
