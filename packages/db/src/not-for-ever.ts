import type { Sql, TransactionSql } from "postgres";
import { type Query, sentBy } from "./lone-statement.ts";
import { withOwn } from "./with-own.ts";

/** Longer than a full pool takes for what is short, shorter than a client waits. */
const BEGIN_WITHIN_MS = 3_000;

/** Why work is not begun when its connection comes after all. */
export const NOBODY_WAITS = "whoever wanted it has gone";

/** No connection was free. Its code is of the family that the driver uses for lost connections. */
export class PoolBusyError extends Error {
  override readonly name = "PoolBusyError";
  readonly code = "CONNECTION_BUSY";
}

/** What the driver notes of a query. */
interface Progress {
  /** The database works on it, or has read what was sent before it. */
  readonly active: boolean;
}

/** Fails when it did not begin in time; what has begun is bounded by the database's own limit. */
async function begunInTime(query: Query): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const { active } = query as unknown as Progress;
      if (!active) reject(new PoolBusyError("what came before it took too long"));
    }, BEGIN_WITHIN_MS);
  });
  try {
    return await Promise.race([query, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long somebody waits for the beginning: `late` fails then, unless `end` was called. */
export function newPatience() {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(new PoolBusyError("no connection was free in time"));
    }, BEGIN_WITHIN_MS);
  });
  return { late, isOver: () => isOver, end: () => clearTimeout(timer) };
}

/**
 * The same client, whose work fails when none of its connections had room for it within three seconds: the driver itself
 * waits for ever. Of a transaction nothing was done then, and nothing will be when a connection is free at last. A lone statement
 * may be on its way behind others and done later, so it is as after a lost connection: nobody knows.
 */
export function notForEver(client: Sql): Sql {
  const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
  const unsafe = (...asked: Parameters<Sql["unsafe"]>) =>
    sentBy(
      () => client.unsafe(...asked),
      (start) => begunInTime(start()),
    );
  const begin = async (...args: unknown[]) => {
    const work = args.at(-1) as (tx: TransactionSql) => unknown;
    const { late, isOver, end } = newPatience();
    const done = plain.begin(...args.slice(0, -1), (tx: TransactionSql) => {
      end();
      if (isOver()) throw new PoolBusyError(NOBODY_WAITS);
      return work(tx);
    });
    try {
      return await Promise.race([done, late]);
    } finally {
      end();
    }
  };
  return withOwn(client, { begin, unsafe });
}
