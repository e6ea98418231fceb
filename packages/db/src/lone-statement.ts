import type { Sql } from "postgres";

/** A statement that is sent as soon as somebody waits for it. */
export type Query = ReturnType<Sql["unsafe"]>;

/**
 * A statement that `send` sends once somebody waits for its rows, as objects by awaiting it, or as arrays: it may do so again, and
 * look at the query meanwhile. Nothing else is asked of a query here, and none is made before it is sent.
 *
 * @param make a query that nobody has sent
 */
export function sentBy(make: () => Query, send: (start: () => Query) => Promise<unknown>): Query {
  const sent = {
    // oxlint-disable-next-line unicorn/no-thenable
    then: (...settle: Parameters<Promise<unknown>["then"]>) => send(make).then(...settle),
    values: () => send(() => make().values() as unknown as Query),
  };
  return sent as unknown as Query;
}
