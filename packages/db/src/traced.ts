import type { Sql, TransactionSql } from "postgres";
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

type Query = ReturnType<Sql["unsafe"]>;

const STATEMENT_MAX_CHARS = 2_000;
const POSTGRESQL = { "db.system.name": "postgresql" } as const;

/** The same query, measured from when somebody waits for it, for rows as objects or as arrays. */
function measured(
  measure: Measure,
  { statement, scope }: { statement: string; scope: Attributes["scope"] },
  query: Query,
): Query {
  const [verb = "query"] = /[a-z]+/i.exec(statement) ?? [];
  const text = statement.slice(0, STATEMENT_MAX_CHARS);
  const run = <T>(work: () => Promise<T>) =>
    measure(`sql ${verb.toLowerCase()}`, { scope, ...POSTGRESQL, "db.query.text": text }, work);
  return new Proxy(query, {
    get(target, name) {
      if (name === "then")
        return (...settle: Parameters<Promise<unknown>["then"]>) => run(async () => target).then(...settle);
      if (name === "values") return () => run(async () => target.values());
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

function inTransaction(tx: TransactionSql, measure: Measure): TransactionSql {
  const unsafe = (...[statement, ...rest]: Parameters<Sql["unsafe"]>) =>
    measured(measure, { statement, scope: "transaction" }, tx.unsafe(statement, ...rest));
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
      measured(measure, { statement, scope: "pool" }, client.unsafe(statement, ...rest)),
    begin: (...args: unknown[]) => {
      const work = args.at(-1) as (tx: TransactionSql) => unknown;
      const inside = (tx: TransactionSql) => work(inTransaction(tx, measure));
      return measure("transaction", { scope: "pool", ...POSTGRESQL }, () =>
        plain.begin(...args.slice(0, -1), inside),
      );
    },
  });
}
