import type { AnyRouter } from "@trpc/server";
import type { Meta } from "./procedures.ts";

interface Definition {
  readonly meta?: Meta;
  readonly output?: unknown;
  readonly type?: string;
}

/**
 * What each procedure of a router says of itself, by its path.
 *
 * @throws Error naming the procedures that must not be served: that do not say who may call them or what they answer, or
 * whose answers are kept though not every learner may read them, or that may lag though they are no queries of staff
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
  // An answer that is kept goes out without the procedure's own rules being asked: only whether somebody is signed in.
  const guarded = found.filter(
    ([, { _def: definition }]) =>
      definition.meta?.kept !== undefined &&
      (definition.meta.access !== "learner" || definition.meta.personOnly === true),
  );
  if (guarded.length > 0) {
    const names = guarded.map(([path]) => path).join(", ");
    throw new Error(`only what every learner and their programs may read is kept; this is not: ${names}`);
  }
  const lagging = found.filter(
    ([, { _def: definition }]) =>
      definition.meta?.mayLag === true &&
      (definition.type !== "query" || ["public", "learner"].includes(definition.meta.access ?? "public")),
  );
  if (lagging.length > 0) {
    const names = lagging.map(([path]) => path).join(", ");
    throw new Error(`only what staff read may lag; this is not: ${names}`);
  }
  return new Map(found.map(([path, procedure]) => [path, procedure._def.meta ?? {}]));
}
