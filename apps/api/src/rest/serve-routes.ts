import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Deps } from "../shared/deps.ts";
import { DomainError } from "../shared/domain-error.ts";
import { walled } from "../shared/walled.ts";
import { createContext } from "../trpc/context.ts";
import { noteRefusal } from "../trpc/note-refusal.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import type { Part, Route } from "./route.ts";
import { ValidationFailed } from "./validation-failed.ts";

function parse(part: Part, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const given = value ?? {};
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw ValidationFailed.of(part, given, parsed.error);
  return parsed.data;
}

/** A body of another type than the documented one is refused, even where Fastify could read it. */
function refuseOtherTypes(route: Route, req: FastifyRequest): void {
  if (route.body === undefined) return;
  const wanted = route.bodyType ?? "application/json";
  const given = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (given === wanted) return;
  throw new ValidationFailed([{ loc: ["body"], msg: `The body must be ${wanted}`, type: "content_type" }]);
}

/** Checks the parts of a request against the route's schemas. Throws ValidationFailed. */
function readRequest(route: Route, req: FastifyRequest) {
  refuseOtherTypes(route, req);
  return {
    params: parse("path", route.params, req.params) as never,
    query: parse("query", route.query, req.query) as never,
    body: parse("body", route.body, req.body) as never,
  };
}

/** What the route documents of an answer, and nothing that it does not. A misfit is the server's own fault. */
function documented(route: Route, answer: unknown): unknown {
  const parsed = route.output.safeParse(answer);
  if (!parsed.success)
    throw new Error(`${route.method} ${route.path} gave an answer that it does not document`);
  return parsed.data;
}

const CHANGES_ACTORS = /^\/api\/(auth|users)\//;

/** Makes Fastify routes of the table. Whoever may not call is refused before the request's values are looked at. */
export function serveRoutes(app: FastifyInstance, deps: Deps, routes: readonly Route[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (req, reply) => {
        void reply.header("cache-control", "no-store");
        const ctx = createContext(deps, req, reply, route.cost ?? 1);
        const call = async () => {
          const { caller } = ctx.http;
          await ctx.pay();
          if (route.access === "public") return route.handle({ deps, caller, ...readRequest(route, req) });
          const actor = await ctx.actor();
          if (actor === null) throw new DomainError("UNAUTHENTICATED");
          if (actor.scope === "read" && route.method !== "GET") throw new DomainError("FORBIDDEN");
          const own = walled(deps, actor.userId);
          const answer = await route.handle({ deps: own, caller, actor, ...readRequest(route, req) });
          if (route.method !== "GET") void deps.changes.tell(actor.userId).catch(() => undefined);
          return answer;
        };
        const answer = await deps.whileUp(call).catch((error: unknown) => {
          const path = `${route.method} ${route.path}`;
          if (error instanceof DomainError) void noteRefusal(error, { ctx, path });
          throw error;
        });
        if (CHANGES_ACTORS.test(route.path) && route.method !== "GET") await deps.actors.settled();
        return reply.status(route.status).send(documented(route, answer));
      },
    });
  }
  refuseOtherMethods(app, routes);
}
