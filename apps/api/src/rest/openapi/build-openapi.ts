import { z } from "zod";
import { appRouter } from "../../router.ts";
import type { Route } from "../route.ts";
import { answer, createSchemaBook, type Json, type SchemaBook } from "./json-schema.ts";
import { LIMIT_HEADERS } from "./limit-headers.ts";
import { restOperation } from "./rest-operation.ts";
import { SECURITY_SCHEMES } from "./security.ts";
import { type ProcedureDefinition, trpcOperation } from "./trpc-operation.ts";

const Ready = z
  .object({ status: z.string(), database: z.boolean(), migrations: z.boolean(), cache: z.boolean() })
  .meta({ id: "Ready" });

const STATUS_ROUTES: readonly (readonly [
  path: string,
  summary: string,
  answers: Record<number, z.ZodType>,
])[] = [
  ["/", "What this is", { 200: z.object({ message: z.string(), version: z.string(), docs: z.string() }) }],
  ["/health", "Whether the process lives", { 200: z.object({ status: z.string(), timestamp: z.string() }) }],
  ["/ready", "Whether it should be given work", { 200: Ready, 503: Ready }],
];

function statusPaths(schemas: SchemaBook): Record<string, Json> {
  const paths = STATUS_ROUTES.map(([path, summary, answers]) => {
    const operationId = path === "/" ? "root" : path.slice(1);
    const responses = Object.fromEntries(
      Object.entries(answers).map(([status, schema]) => [
        status,
        answer(status === "200" ? "Success" : "Not now", schemas.output(schema)),
      ]),
    );
    return [path, { get: { operationId, summary, tags: ["status"], responses } }] as const;
  });
  return Object.fromEntries(paths);
}

const TAGS = [
  { name: "auth", description: "Accounts and access tokens" },
  { name: "users", description: "The signed-in user" },
  { name: "lessons", description: "The courses" },
  { name: "progress", description: "What has been done, and how well" },
  { name: "badges", description: "What can be earned, and what has been" },
  { name: "recommendations", description: "What to do next" },
  { name: "status", description: "For those who run it" },
  {
    name: "tRPC",
    description: "The typed procedures, one at a time; TypeScript clients have types for all of it",
  },
] as const;

/** OpenAPI 3.1 of the whole surface: the original routes, the tRPC procedures, and what tells of health. */
export function buildOpenApi(routes: readonly Route[], version: string): Json {
  const schemas = createSchemaBook();
  const paths = statusPaths(schemas);
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: restOperation(route, schemas) };
  }
  for (const [name, procedure] of Object.entries(appRouter._def.procedures)) {
    const definition = (procedure as unknown as { _def: ProcedureDefinition })._def;
    const method = definition.type === "mutation" ? "post" : "get";
    paths[`/trpc/${name}`] = { [method]: trpcOperation(name, definition, schemas) };
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
    tags: TAGS,
    paths,
    components: { schemas: schemas.components(), headers: LIMIT_HEADERS, securitySchemes: SECURITY_SCHEMES },
  };
}
