import type { Sql } from "postgres";

/** A statement that is sent as soon as somebody waits for it. */
export type Query = ReturnType<Sql["unsafe"]>;

/**
 * A statement that `send` sends once somebody waits for its rows, as objects or as arrays: it may do so again, and look at
 * the query meanwhile.
 *
 * @param make a query that nobody has sent
 */
export function sentBy(make: () => Query, send: (start: () => Query) => Promise<unknown>): Query {
  return new Proxy(make(), {
    get(target, name) {
      if (name === "then")
        return (...settle: Parameters<Promise<unknown>["then"]>) => send(make).then(...settle);
      if (name === "values") return () => send(() => make().values() as unknown as Query);
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
