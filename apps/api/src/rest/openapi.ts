import { ErrorData } from "@fluentfusion/contract";
import { z } from "zod";
import { appRouter } from "../router.ts";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

/** What tRPC keeps of a procedure. */
interface ProcedureDefinition {
  readonly type: "query" | "mutation" | "subscription";
  readonly inputs: readonly z.ZodType[];
  readonly output?: z.ZodType;
  readonly meta?: { readonly access: "public" | "learner" };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", override: describe });
  return rest;
}

/** Formats that JSON Schema does not know would be refused by strict validators. */
function describe({ jsonSchema: schema }: { jsonSchema: Json }): void {
  delete schema["~standard"];
}

const ValidationDetail = z.object({
  detail: z.array(
    z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string(), type: z.string() }),
  ),
});
const Detail = z.object({ detail: z.string() });

function content(schema: Json, type = "application/json"): Json {
  return { content: { [type]: { schema } } };
}

function answer(description: string, schema: Json): Json {
  return { description, ...content(schema) };
}

function parameters(schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

const SIGNED_IN = [{ bearer: [] }];
const FAILURES = { 400: "Refused", 401: "Not signed in, or wrong credentials", 404: "Not found" } as const;

function restOperation(route: Route): Json {
  const failures = new Set([
    ...(route.failures ?? []),
    ...(route.access === "learner" ? ([401] as const) : []),
  ]);
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[/_:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    ...(route.access === "learner" ? { security: SIGNED_IN } : {}),
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, ...content(jsonSchema(route.body, "input"), route.bodyType) } }),
    responses: {
      [route.status]: answer("Success", jsonSchema(route.output, "output")),
      ...Object.fromEntries(
        [...failures].map((status) => [status, answer(FAILURES[status], jsonSchema(Detail, "output"))]),
      ),
      422: answer("The request is not valid", jsonSchema(ValidationDetail, "output")),
    },
  };
}

const TrpcError = z.object({ error: z.object({ message: z.string(), code: z.number(), data: ErrorData }) });

function trpcOperation(name: string, { type, inputs, output, meta }: ProcedureDefinition): Json {
  const [input] = inputs;
  const schema = input === undefined ? {} : jsonSchema(input, "input");
  const result = output === undefined ? {} : jsonSchema(output, "output");
  const isQuery = type === "query";
  return {
    operationId: name.replace(".", "_"),
    tags: ["tRPC"],
    summary: `${isQuery ? "Query" : "Mutation"} ${name}`,
    ...(meta?.access === "learner" ? { security: SIGNED_IN } : {}),
    ...(isQuery && input !== undefined
      ? { parameters: [{ name: "input", in: "query", ...content(schema) }] }
      : {}),
    ...(isQuery ? {} : { requestBody: { required: input !== undefined, ...content(schema) } }),
    responses: {
      200: answer("Success", {
        type: "object",
        properties: { result: { type: "object", properties: { data: result }, required: ["data"] } },
        required: ["result"],
      }),
      default: answer("A failure with its code", jsonSchema(TrpcError, "output")),
    },
  };
}

const STATUS_ROUTES: readonly (readonly [path: string, summary: string, schema: z.ZodType])[] = [
  ["/", "What this is", z.object({ message: z.string(), version: z.string(), docs: z.string() })],
  ["/health", "Whether the process lives", z.object({ status: z.string(), timestamp: z.string() })],
  [
    "/ready",
    "Whether its database answers",
    z.object({ status: z.string(), database: z.boolean(), cache: z.boolean() }),
  ],
];

/** OpenAPI 3.1 of the whole surface: the original routes, the tRPC procedures, and what tells of health. */
export function buildOpenApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [path, summary, schema] of STATUS_ROUTES) {
    const operationId = path === "/" ? "root" : path.slice(1);
    const responses = { 200: answer("Success", jsonSchema(schema, "output")) };
    paths[path] = { get: { operationId, summary, tags: ["status"], responses } };
  }
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: restOperation(route) };
  }
  for (const [name, procedure] of Object.entries(appRouter._def.procedures)) {
    const definition = (procedure as unknown as { _def: ProcedureDefinition })._def;
    const method = definition.type === "query" ? "get" : "post";
    paths[`/trpc/${name}`] = { [method]: trpcOperation(name, definition) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "FluentFusion",
      version,
      description: "The original REST API under /api, and the typed procedures under /trpc.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
  };
}
