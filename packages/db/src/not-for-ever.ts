import type { Sql, TransactionSql } from "postgres";
import { withOwn } from "./with-own.ts";

/** Longer than a full pool takes for what is short, shorter than a client waits. */
const BEGIN_WITHIN_MS = 3_000;

/** No connection was free. Its code is of the family that the driver uses for lost connections: nothing was done. */
export class PoolBusyError extends Error {
  override readonly name = "PoolBusyError";
  readonly code = "CONNECTION_BUSY";
}

/**
 * The same client, whose transactions fail when none of its connections had room for them within three seconds: the driver
 * itself waits for ever. Nothing was done then, and nothing will be when a connection is free at last.
 */
export function notForEver(client: Sql): Sql {
  const plain = client as unknown as { begin: (...all: unknown[]) => Promise<unknown> };
  const begin = async (...args: unknown[]) => {
    const work = args.at(-1) as (tx: TransactionSql) => unknown;
    let isLate = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        isLate = true;
        reject(new PoolBusyError("no connection was free in time"));
      }, BEGIN_WITHIN_MS);
    });
    const done = plain.begin(...args.slice(0, -1), (tx: TransactionSql) => {
      clearTimeout(timer);
      if (isLate) throw new PoolBusyError("whoever wanted it has gone");
      return work(tx);
    });
    try {
      return await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
    }
  };
  return withOwn(client, { begin });
}
