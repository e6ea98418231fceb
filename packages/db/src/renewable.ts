import type { Sql } from "postgres";

/** What the driver's patch notes for each byte that comes. */
interface Heard {
  readonly shared: { readonly heardAt?: number };
}

/**
 * A client behind which another one can take its place, for whoever holds it for good. `renew` fails what is under way: the
 * driver has no way to let go of connections that hang, as they do when packets of theirs are dropped, but to end the client.
 */
export function renewable(open: () => Sql): {
  readonly client: Sql;
  readonly renew: () => void;
  /** When the server last said anything, by `performance.now()`; -Infinity when it never did. */
  readonly heardAt: () => number;
} {
  let current = open();
  const client = new Proxy(current, {
    apply: (_first, _self, query: Parameters<Sql>) => Reflect.apply(current, undefined, query) as unknown,
    get: (_first, name) => Reflect.get(current, name) as unknown,
  });
  return {
    client,
    heardAt: () => (current.options as unknown as Heard).shared.heardAt ?? Number.NEGATIVE_INFINITY,
    renew() {
      const last = current;
      current = open();
      // How values are read and written was set once, on the first client, by whoever holds it: drizzle does so.
      Object.assign(current.options.parsers, last.options.parsers);
      Object.assign(current.options.serializers, last.options.serializers);
      void last.end({ timeout: 0 }).catch(() => undefined);
    },
  };
}
