import type { ReservedSql, Sql, TransactionSql } from "postgres";
import type { Query } from "./lone-statement.ts";
import { newPatience, NOBODY_WAITS, PoolBusyError } from "./not-for-ever.ts";
import { withOwn } from "./with-own.ts";

/** What may be said of a lone statement. */
export interface StatementOptions {
  readonly prepare?: boolean;
  /** The learner behind whose wall it is done (as-learner.ts). */
  readonly wall?: string;
}

type Asked = [statement: string, values?: Parameters<Sql["unsafe"]>[1], options?: StatementOptions];

const PREPARED = { prepare: true };

/** Puts the rest of a transaction behind the wall of a learner: sent ahead, and when it fails, so does the transaction. */
export const enterWall = (tx: TransactionSql | ReservedSql, learnerId: string) =>
  tx`select set_config('role', 'fluentfusion_learner', true), set_config('app.learner_id', ${learnerId}, true)`.execute();

interface Walled {
  readonly learnerId: string;
  readonly make: (connection: ReservedSql) => Query;
  readonly onBegun: () => void;
}

/**
 * A transaction of one statement, sent in one go: the driver's own waits for the answers to BEGIN and to the statement, which
 * is two more ways to the database and back. Of what is refused, COMMIT leaves nothing.
 */
async function transact(connection: ReservedSql, { learnerId, make, onBegun }: Walled): Promise<unknown> {
  const begun = connection.unsafe("begin", [], PREPARED).execute();
  void begun.then(onBegun, onBegun);
  const inside = enterWall(connection, learnerId);
  const done = make(connection).execute();
  const ended = connection.unsafe("commit", [], PREPARED).execute();
  // All are waited for, also after a refusal: the connection is somebody else's then.
  await Promise.allSettled([begun, inside, done, ended]);
  await begun;
  await inside;
  const rows: unknown = await done;
  await ended;
  return rows;
}

/**
 * The same client, which does a lone statement behind the wall that its options name. What has not begun within three seconds fails as
 * in `notForEver`: where it was sent by then, nobody knows.
 */
export function behindWalls(client: Sql): Sql {
  const unsafe = (...[statement, values, { wall, ...options } = {}]: Asked): Query => {
    if (wall === undefined) return client.unsafe(statement, values, options);
    const send = async (make: Walled["make"]) => {
      const { late, isOver, end } = newPatience();
      const work = async () => {
        const connection = await client.reserve();
        try {
          if (isOver()) throw new PoolBusyError(NOBODY_WAITS);
          return await transact(connection, { learnerId: wall, make, onBegun: end });
        } finally {
          connection.release();
        }
      };
      try {
        return await Promise.race([work(), late]);
      } finally {
        end();
      }
    };
    const make = (connection: ReservedSql) => connection.unsafe(statement, values, options);
    const sent = {
      // What is asked of a query here: its rows as objects, by awaiting it, or as arrays.
      // oxlint-disable-next-line unicorn/no-thenable
      then: (...settle: Parameters<Promise<unknown>["then"]>) => send(make).then(...settle),
      values: () => send((connection) => make(connection).values() as unknown as Query),
    };
    return sent as unknown as Query;
  };
  return withOwn(client, { unsafe });
}
