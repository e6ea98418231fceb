import { ErrorDataShape } from "@fluentfusion/contract";
import { z } from "zod";
import { answer, type Json, type SchemaBook } from "./json-schema.ts";
import { SIGNED_IN } from "./security.ts";

/** What tRPC keeps of a procedure. */
export interface ProcedureDefinition {
  readonly type: "query" | "mutation" | "subscription";
  readonly inputs: readonly z.ZodType[];
  readonly output?: z.ZodType;
  readonly meta?: { readonly access: "public" | "learner" };
}

const TrpcFailure = z
  .object({ error: z.object({ message: z.string(), code: z.number(), data: ErrorDataShape }) })
  .meta({ id: "TrpcFailure" });

function howToSend({ type, inputs }: ProcedureDefinition, schemas: SchemaBook): Json {
  const [input] = inputs;
  if (input === undefined) return {};
  const content = { "application/json": { schema: schemas.input(input) } };
  const required = !input.safeParse(undefined).success;
  if (type === "mutation") return { requestBody: { required, content } };
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
    ...(meta?.access === "learner" ? { security: SIGNED_IN } : {}),
    ...howToSend(definition, schemas),
    responses: {
      200: success,
      default: answer("A failure with its code", schemas.output(TrpcFailure)),
    },
  };
}
