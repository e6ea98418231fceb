import { misfits } from "./misfits.ts";
import type { Contract, ProcedureContract, Schema } from "./read-contract.ts";
import type { Access } from "../trpc/procedures.ts";

/** Nothing at all is no object: what took no input may take one that can be left out. */
const NOTHING: Schema = { type: "null" };

const nodeOf = (schema: Schema | null) => ({
  schema: schema ?? NOTHING,
  defs: (schema?.["$defs"] ?? {}) as Schema,
});

/** Whoever could call before can still. */
function isNarrower(before: Access, now: Access): boolean {
  return before !== now && now !== "public" && !(now === "learner" && before !== "public");
}

function inputBreaks(before: ProcedureContract, now: ProcedureContract, name: string): string[] {
  if (before.input === null) {
    const needed = (now.input?.["required"] as string[] | undefined) ?? [];
    return needed.map((field) => `${name} takes an input now, with ${field}`);
  }
  // A server that takes nothing does not look at what comes.
  if (now.input === null) return [];
  return misfits(nodeOf(before.input), nodeOf(now.input), `${name} input`, { isStrict: true });
}

function breaksOf(before: ProcedureContract, now: ProcedureContract | undefined, name: string): string[] {
  if (now === undefined) return [`${name} is gone`];
  return [
    ...(before.type === now.type ? [] : [`${name} is a ${now.type} now`]),
    ...(isNarrower(before.access, now.access) ? [`${name} is for ${now.access} only`] : []),
    ...(now.personOnly && !before.personOnly ? [`${name} refuses access tokens now`] : []),
    ...inputBreaks(before, now, name),
    ...misfits(nodeOf(now.output), nodeOf(before.output), `${name} output`, { isStrict: false }),
  ];
}

/**
 * What a client built against `before` would stumble over at a server of `now`, one line each: inputs may only widen,
 * outputs only narrow or gain fields, and whoever could call still can.
 */
export function breakingChanges(before: Contract, now: Contract): string[] {
  return Object.entries(before.procedures).flatMap(([name, procedure]) =>
    breaksOf(procedure, now.procedures[name], name),
  );
}
