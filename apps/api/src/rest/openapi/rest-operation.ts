import { z } from "zod";
import type { Route } from "../route.ts";
import { answer, type Json, type SchemaBook } from "./json-schema.ts";
import { paid, refused } from "./limit-headers.ts";
import { SIGNED_IN } from "./security.ts";

const Invalid = z
  .object({
    detail: z.array(
      z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string(), type: z.string() }),
    ),
  })
  .meta({ id: "ValidationFailure" });

/** `detail` says what is wrong in English; some failures carry their stable code and the request's id as well. */
const Failure = z
  .looseObject({ detail: z.string(), code: z.string().optional(), request_id: z.string().optional() })
  .meta({ id: "Failure" });

const FAILURES = { 400: "Refused", 401: "Not signed in, or wrong credentials", 404: "Not found" } as const;

function parameters(schemas: SchemaBook, schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.input(schema) as {
    readonly properties?: Json;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

/** `GET /api/lessons/:lesson_id` is `getApiLessonsLessonId`. */
function operationId({ method, path }: Route): string {
  return method.toLowerCase() + path.replaceAll(/[/_:]+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The document's operation of a route of the original API. */
export function restOperation(route: Route, schemas: SchemaBook): Json {
  const failures = new Set(route.failures);
  if (route.access === "learner") failures.add(401);
  const failure = schemas.output(Failure);
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    ...(route.access === "learner" ? { security: SIGNED_IN } : {}),
    parameters: [...parameters(schemas, route.params, "path"), ...parameters(schemas, route.query, "query")],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [route.bodyType ?? "application/json"]: { schema: schemas.input(route.body) } },
          },
        }),
    responses: {
      [route.status]: paid(answer("Success", schemas.output(route.output))),
      ...Object.fromEntries([...failures].map((status) => [status, answer(FAILURES[status], failure)])),
      422: answer("The request is not valid", schemas.output(Invalid)),
      default: refused(answer("Any other failure: too large, too busy, or the server's own fault", failure)),
    },
  };
}
