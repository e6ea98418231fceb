import { z } from "zod";
import { REST_ROUTES } from "../../src/rest/routes/index.ts";
import { appRouter } from "../../src/router.ts";
import type { Schema } from "./values.ts";

interface Procedure {
  readonly _def: {
    readonly type: "query" | "mutation" | "subscription";
    readonly inputs: readonly unknown[];
  };
}

export type Target =
  | {
      readonly kind: "trpc";
      readonly path: string;
      readonly type: Procedure["_def"]["type"];
      readonly input: Schema;
    }
  | {
      readonly kind: "rest";
      readonly method: string;
      readonly path: string;
      readonly isForm: boolean;
      readonly params: Schema;
      readonly query: Schema;
      readonly body: Schema | null;
    };

function schemaOf(schema: unknown): Schema {
  if (schema === undefined) return { type: "object" };
  return z.toJSONSchema(schema as z.ZodType, { io: "input", unrepresentable: "any" }) as Schema;
}

const PROCEDURES = Object.entries(
  appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>,
);

/** Every procedure and every route that is served. */
export const TARGETS: readonly Target[] = [
  ...PROCEDURES.map(
    ([
      path,
      {
        _def: { type, inputs },
      },
    ]) => ({
      kind: "trpc" as const,
      path,
      type,
      input: schemaOf(inputs[0]),
    }),
  ),
  ...REST_ROUTES.map(({ method, path, bodyType, params, query, body }) => ({
    kind: "rest" as const,
    method,
    path,
    isForm: bodyType === "application/x-www-form-urlencoded",
    params: schemaOf(params),
    query: schemaOf(query),
    body: body === undefined ? null : schemaOf(body),
  })),
  ...["/health", "/ready", "/docs", "/redoc", "/openapi.json", "/api", "/trpc", "/", "/metrics"].map(
    (path) => ({
      kind: "rest" as const,
      method: "GET",
      path,
      isForm: false,
      params: { type: "object" },
      query: { type: "object" },
      body: null,
    }),
  ),
];
