import { sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Deps } from "../shared/deps.ts";

export const VERSION = "0.1.0";
const READY_WITHIN_MS = 1_000;

async function answers(check: Promise<unknown>): Promise<boolean> {
  const timeout = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), READY_WITHIN_MS).unref();
  });
  return Promise.race([check.then((result) => result !== false).catch(() => false), timeout]);
}

/** Whether this process lives, and whether what it stands on answers. Neither needs a token. */
export async function healthRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  app.get("/", async () => ({ message: "FluentFusion API", version: VERSION, docs: "/docs" }));
  app.get("/health", async () => ({ status: "healthy", timestamp: deps.now().toISOString() }));
  app.get("/ready", async (_req, reply) => {
    const [database, cache] = await Promise.all([
      answers(deps.db.execute(sql`select 1`)),
      answers(deps.cache.isReachable()),
    ]);
    // Without its cache the service is slower, but it works.
    return reply
      .status(database ? 200 : 503)
      .send({ status: database ? "ready" : "not ready", database, cache });
  });
}
