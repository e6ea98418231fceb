import { LIMITS } from "@fluentfusion/core";
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";
import { appRouter, type AppRouter } from "../router.ts";
import type { Deps } from "../shared/deps.ts";
import { DomainError } from "../shared/domain-error.ts";
import { createContext } from "./context.ts";
import { isDeeperThan } from "./json-depth.ts";

/** Serves the router under /trpc, within the limits on batch, body and depth. */
export async function trpcPlugin(app: FastifyInstance, deps: Deps): Promise<void> {
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
