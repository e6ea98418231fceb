import type { Sql, TransactionSql } from "postgres";
import { type Query, sentBy } from "./lone-statement.ts";
import { withOwn } from "./with-own.ts";

/** A type, not an interface: only so it fits where any attributes do. */
export type Attributes = {
  /** `pool`: needs a connection of its own; `transaction`: has that of the transaction around it. */
  readonly scope: "pool" | "transaction";
  readonly "db.system.name": "postgresql";
  /** With placeholders: what is bound to them is not told. */
  readonly "db.query.text"?: string;
};

/** Measures a piece of work under a name: what `connect` is given where that is wanted. */
export type Measure = <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;

const STATEMENT_MAX_CHARS = 2_000;
const POSTGRESQL = { "db.system.name": "postgresql" } as const;

/** The same query, measured from when somebody waits for it. */
function measured(
  measure: Measure,
  { statement, scope }: { statement: string; scope: Attributes["scope"] },
  make: () => Query,
): Query {
  const [verb = "query"] = /[a-z]+/i.exec(statement) ?? [];
  const text = statement.slice(0, STATEMENT_MAX_CHARS);
  const attributes = { scope, ...POSTGRESQL, "db.query.text": text };
  return sentBy(make, (start) => measure(`sql ${verb.toLowerCase()}`, attributes, async () => start()));
}

function inTransaction(tx: TransactionSql, measure: Measure): TransactionSql {
  const unsafe = (...[statement, ...rest]: Parameters<Sql["unsafe"]>) =>
    measured(measure, { statement, scope: "transaction" }, () => tx.unsafe(statement, ...rest));
  const savepoint = (work: (inner: TransactionSql) => unknown) =>
    tx.savepoint((inner) => work(inTransaction(inner, measure)));
  return withOwn(tx, { unsafe, savepoint });
}

/**
 * The same client, whose statements are measured one by one, and whose transactions as a whole. A tagged template is part
 * of the transaction around it.
 */
export function traced(client: Sql, measure: Measure): Sql {
  const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
  return withOwn(client, {
    unsafe: (...[statement, ...rest]: Parameters<Sql["unsafe"]>) =>
      measured(measure, { statement, scope: "pool" }, () => client.unsafe(statement, ...rest)),
    begin: (...args: unknown[]) => {
      const work = args.at(-1) as (tx: TransactionSql) => unknown;
      const inside = (tx: TransactionSql) => work(inTransaction(tx, measure));
      return measure("transaction", { scope: "pool", ...POSTGRESQL }, () =>
        plain.begin(...args.slice(0, -1), inside),
      );
    },
  });
}
