import type { AnyRouter } from "@trpc/server";
import type { Meta } from "./procedures.ts";

interface Definition {
  readonly meta?: Meta;
  readonly output?: unknown;
}

/**
 * What each procedure of a router says of itself, by its path.
 *
 * @throws Error naming the procedures that do not say who may call them or what they answer: those must not be served
 */
export function readProcedures(router: AnyRouter): ReadonlyMap<string, Meta> {
  const found = Object.entries(router._def.procedures as Readonly<Record<string, { _def: Definition }>>);
  const silent = found.filter(
    ([, { _def: definition }]) => definition.meta?.access === undefined || definition.output === undefined,
  );
  if (silent.length > 0) {
    const names = silent.map(([path]) => path).join(", ");
    throw new Error(
      `every procedure must have an access rule and an output schema; these have not: ${names}`,
    );
  }
  return new Map(found.map(([path, procedure]) => [path, procedure._def.meta ?? {}]));
}
