import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Deps } from "../shared/deps.ts";
import { DomainError } from "../shared/domain-error.ts";
import { createContext } from "../trpc/context.ts";
import { ValidationFailed } from "./rest-errors.ts";
import type { Part, Route } from "./route.ts";

function parse(part: Part, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (!parsed.success) throw new ValidationFailed(part, parsed.error);
  return parsed.data;
}

/** Checks the parts of a request against the route's schemas. Throws ValidationFailed. */
function readRequest(route: Route, req: FastifyRequest) {
  return {
    params: parse("path", route.params, req.params) as never,
    query: parse("query", route.query, req.query) as never,
    body: parse("body", route.body, req.body) as never,
    userAgent: req.headers["user-agent"]?.slice(0, 200) ?? null,
  };
}

/** Makes Fastify routes of the table. Whoever may not call is refused before the request is looked at. */
export function serveRoutes(app: FastifyInstance, deps: Deps, routes: readonly Route[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (req, reply) => {
        void reply.header("cache-control", "no-store");
        const call = async () => {
          if (route.access === "public") return route.handle({ deps, ...readRequest(route, req) });
          const actor = await createContext(deps, req, reply).actor();
          if (actor === null) throw new DomainError("UNAUTHENTICATED");
          return route.handle({ deps, actor, ...readRequest(route, req) });
        };
        return reply.status(route.status).send(await call());
      },
    });
  }
}
