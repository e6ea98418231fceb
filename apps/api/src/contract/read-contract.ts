import { CONTRACT_VERSION } from "@fluentfusion/contract/version";
import type { AnyRouter } from "@trpc/server";
import { z } from "zod";
import type { Access, Meta } from "../trpc/procedures.ts";

/** JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** What clients may rely on of one procedure. */
export interface ProcedureContract {
  readonly type: "query" | "mutation" | "subscription";
  readonly access: Access;
  /** Refuses personal access tokens. */
  readonly personOnly: boolean;
  readonly cost: number;
  /** `null`: it takes none. */
  readonly input: Schema | null;
  readonly output: Schema;
}

export interface Contract {
  readonly version: number;
  readonly procedures: Readonly<Record<string, ProcedureContract>>;
}

interface Definition {
  readonly type: ProcedureContract["type"];
  readonly inputs: readonly z.ZodType[];
  readonly output?: z.ZodType;
  readonly meta?: Meta;
}

function toSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema;
  return rest;
}

/** A stream yields its events; what it declares is the iterable. */
function outputOf({ type, output }: Definition): Schema {
  return output === undefined || type === "subscription" ? {} : toSchema(output, "output");
}

/** The whole of a router as plain JSON, by the names of its procedures. */
export function readContract(router: AnyRouter): Contract {
  const found = Object.entries(router._def.procedures as Readonly<Record<string, { _def: Definition }>>);
  const procedures = found.map(([name, { _def: definition }]) => {
    const { type, inputs, meta } = definition;
    const [input] = inputs;
    return [
      name,
      {
        type,
        access: meta?.access ?? "admin",
        personOnly: meta?.personOnly === true,
        cost: meta?.cost ?? 1,
        input: input === undefined ? null : toSchema(input, "input"),
        output: outputOf(definition),
      },
    ] as const;
  });
  return {
    version: CONTRACT_VERSION,
    procedures: Object.fromEntries(procedures.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
