import { ErrorDataShape } from "@fluentfusion/contract";
import { z } from "zod";
import type { Meta } from "../../trpc/procedures.ts";
import { answer, type Json, type SchemaBook } from "./json-schema.ts";
import { paid, refused } from "./limit-headers.ts";
import { SIGNED_IN } from "./security.ts";

/** What tRPC keeps of a procedure. */
export interface ProcedureDefinition {
  readonly type: "query" | "mutation" | "subscription";
  readonly inputs: readonly z.ZodType[];
  readonly output?: z.ZodType;
  readonly meta?: Meta;
}

const TrpcFailure = z
  .object({ error: z.object({ message: z.string(), code: z.number(), data: ErrorDataShape }) })
  .meta({ id: "TrpcFailure" });

/** The type of a body is what tells a program of ours from a page of somebody else: a mutation that takes nothing needs one too. */
const NOTHING: Json = { type: "object", maxProperties: 0 };

function howToSend({ type, inputs }: ProcedureDefinition, schemas: SchemaBook): Json {
  const [input] = inputs;
  const schema = input === undefined ? NOTHING : schemas.input(input);
  const content = { "application/json": { schema } };
  if (type === "mutation") return { requestBody: { required: true, content } };
  if (input === undefined) return {};
  const required = !input.safeParse(undefined).success;
  // As JSON in the query string.
  return { parameters: [{ name: "input", in: "query", required, content }] };
}

/** The document's operation of a procedure, called alone and not in a batch. */
export function trpcOperation(name: string, definition: ProcedureDefinition, schemas: SchemaBook): Json {
  const { type, output, meta } = definition;
  const data = output === undefined ? {} : schemas.output(output);
  const success =
    type === "subscription"
      ? {
          description: "A stream of events",
          content: { "text/event-stream": { schema: { type: "string" } } },
        }
      : answer("Success", {
          type: "object",
          properties: { result: { type: "object", properties: { data }, required: ["data"] } },
          required: ["result"],
        });
  return {
    operationId: name.replaceAll(".", "_"),
    tags: ["tRPC"],
    summary: `${type.charAt(0).toUpperCase()}${type.slice(1)} ${name}`,
    ...(meta?.access === "public" ? {} : { security: SIGNED_IN }),
    ...howToSend(definition, schemas),
    responses: {
      200: paid(success),
      default: refused(answer("A failure with its code", schemas.output(TrpcFailure))),
    },
  };
}
