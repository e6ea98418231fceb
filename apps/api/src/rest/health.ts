import type { FastifyInstance } from "fastify";
import type { Deps } from "../shared/deps.ts";

export const VERSION = "0.1.0";

/** Whoever watches asks every few seconds, and while it starts many times a second: metrics count that, no line says it. */
const UNLOGGED = { logLevel: "warn" } as const;

/** Whether this process lives, and whether it should be given work. Neither needs a token. */
export async function healthRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const { lifecycle, cache } = deps;
  app.get("/", async () => ({ message: "FluentFusion API", version: VERSION, docs: "/docs" }));
  app.get("/health", UNLOGGED, async () => ({ status: "healthy", timestamp: deps.now().toISOString() }));
  app.get("/ready", UNLOGGED, async (_req, reply) => {
    // As a connection of its own last heard it: whoever asks waits neither for the pool nor for the database.
    const database = deps.isDatabaseUp();
    const isReady = database && lifecycle.stage === "serving";
    const status = isReady ? "ready" : lifecycle.stage === "serving" ? "not ready" : lifecycle.stage;
    // Without its cache the service is slower, but it works.
    const answer = { status, database, migrations: lifecycle.isPrepared, cache: await cache.isReachable() };
    return reply.status(isReady ? 200 : 503).send(answer);
  });
}
