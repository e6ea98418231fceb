import { AsyncLocalStorage } from "node:async_hooks";
import type { Measure } from "../traced.ts";

/** A transaction over one pool, and the one, over another pool, in which it was begun. */
interface Transaction {
  readonly pool: symbol;
  readonly outer: Transaction | undefined;
  isOpen: boolean;
}

/**
 * One for all pools: every promise of a process costs more with each such storage that was ever used in it, and where the
 * files of a package share a process, there would be one for each of their servers and databases.
 */
const current = new AsyncLocalStorage<Transaction>();

/** The innermost transaction that is open where this is asked. */
function innermost(): Transaction | undefined {
  let transaction = current.getStore();
  while (transaction?.isOpen === false) transaction = transaction.outer;
  return transaction;
}

function isWithin(pool: symbol): boolean {
  for (let transaction = innermost(); transaction !== undefined; transaction = transaction.outer) {
    if (transaction.pool === pool && transaction.isOpen) return true;
  }
  return false;
}

/** What was asked of the pool within a transaction. */
export interface SecondConnections {
  readonly measure: Measure;
  /** Throws when there was any: whoever was refused may have gone on without telling. */
  readonly mustBeNone: () => void;
}

/**
 * Refuses to ask the pool for a connection within a transaction, which has one: as many at once as there are connections would
 * wait for each other until none of them may wait any longer. Each work that does so alone is quick, so that only a
 * check finds it.
 *
 * @param also measures what is let through
 */
export function oneConnection(also: Measure = (_name, _attributes, work) => work()): SecondConnections {
  const pool = Symbol("pool");
  const wanted: string[] = [];
  return {
    measure(name, attributes, work) {
      if (attributes.scope === "transaction") return also(name, attributes, work);
      if (isWithin(pool)) {
        const what = attributes["db.query.text"] ?? name;
        wanted.push(what);
        return Promise.reject(new Error(`a second connection is wanted within a transaction: ${what}`));
      }
      if (name !== "transaction") return also(name, attributes, work);
      const transaction = { pool, outer: innermost(), isOpen: true };
      return current.run(transaction, async () => {
        try {
          return await also(name, attributes, work);
        } finally {
          // What it has begun and nobody waits for may go on.
          transaction.isOpen = false;
        }
      });
    },
    mustBeNone() {
      if (wanted.length === 0) return;
      throw new Error(`a second connection was wanted within a transaction:\n${wanted.join("\n")}`);
    },
  };
}
