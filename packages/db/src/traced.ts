import type { Sql, TransactionSql } from "postgres";

/** Measures a piece of work under a name: what `connect` is given where traces are kept. */
export type Measure = <T>(
  name: string,
  attributes: Readonly<Record<string, string>>,
  work: () => Promise<T>,
) => Promise<T>;

const STATEMENT_MAX_CHARS = 2_000;

type Query = ReturnType<Sql["unsafe"]>;

/** Text with placeholders: what is bound to them is not told. */
function attributesOf(statement: string): Readonly<Record<string, string>> {
  return { "db.system.name": "postgresql", "db.query.text": statement.slice(0, STATEMENT_MAX_CHARS) };
}

/** Begins, as drizzle begins it, when somebody waits for it: for rows as objects or as arrays. */
function measured(measure: Measure, statement: string, query: Query): Query {
  const [verb = "query"] = /[a-z]+/i.exec(statement) ?? [];
  const name = `sql ${verb.toLowerCase()}`;
  const run = <T>(work: () => Promise<T>) => measure(name, attributesOf(statement), work);
  return {
    // oxlint-disable-next-line unicorn/no-thenable
    then: (...settle: Parameters<Promise<unknown>["then"]>) => run(async () => query).then(...settle),
    values: () => run(async () => query.values()),
  } as unknown as Query;
}

/**
 * The same client or transaction, whose statements are measured one by one, and whose transactions as a whole. What is
 * sent without waiting, as a tagged template, is part of the transaction around it.
 */
export function traced<Client extends Sql | TransactionSql>(client: Client, measure: Measure): Client {
  const wrapped = {
    unsafe: (...[statement, ...rest]: Parameters<Sql["unsafe"]>) =>
      measured(measure, statement, client.unsafe(statement, ...rest)),
    begin: (...args: unknown[]) => {
      const work = args.at(-1) as (tx: TransactionSql) => unknown;
      const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
      const inside = (tx: TransactionSql) => work(traced(tx, measure));
      return measure("transaction", { "db.system.name": "postgresql" }, () =>
        plain.begin(...args.slice(0, -1), inside),
      );
    },
    savepoint: (work: (tx: TransactionSql) => unknown) =>
      (client as TransactionSql).savepoint((tx) => work(traced(tx, measure))),
  };
  return new Proxy(client, {
    get: (target, name, receiver) =>
      Object.hasOwn(wrapped, name)
        ? wrapped[name as keyof typeof wrapped]
        : (Reflect.get(target, name, receiver) as unknown),
  });
}
