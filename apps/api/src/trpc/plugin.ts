import { LIMITS } from "@fluentfusion/core";
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import { errorBody } from "../http-errors.ts";
import { appRouter, type AppRouter } from "../router.ts";
import type { Deps } from "../shared/deps.ts";
import { DomainError } from "../shared/domain-error.ts";
import { createContext } from "./context.ts";
import { isDeeperThan } from "./json-depth.ts";

/** Serves the router under /trpc, within the limits on batch, body and depth. */
export async function trpcPlugin(app: FastifyInstance, deps: Deps): Promise<void> {
  app.addHook("onRequest", async (req, reply) => {
    // A page of another site can send forms and plain text with a cookie, but JSON only where CORS lets it.
    const isJson = req.headers["content-type"]?.startsWith("application/json") === true;
    if (req.method === "POST" && !isJson) {
      await reply.status(415).send(errorBody(req, new DomainError("INPUT_INVALID")));
    }
  });
  app.addHook("preHandler", async (req) => {
    const { input } = req.query as { input?: unknown };
    const texts = [req.body, input].filter((text) => typeof text === "string");
    if (texts.some((text) => isDeeperThan(text, LIMITS.jsonMaxDepth))) throw new DomainError("INPUT_INVALID");
  });
  await app.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }) => createContext(deps, req, res),
      maxBatchSize: LIMITS.batchMax,
      maxBodySize: LIMITS.bodyMaxBytes,
      responseMeta: () => ({ headers: { "cache-control": "no-store" } }),
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);
}
