import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { untilReady } from "./learners.ts";
import { type Api, superviseApi } from "./stage/api.ts";
import { type StagePostgres, startPostgres } from "./stage/postgres.ts";
import { type StageRedis, startRedis } from "./stage/redis.ts";

const API = fileURLToPath(new URL("../../dist/server.js", import.meta.url));

export interface Stage {
  readonly apis: readonly Api[];
  readonly postgres: StagePostgres;
  readonly redis: StageRedis | null;
  /** Of the owner, for whoever looks at the outcome. */
  readonly databaseUrl: string;
  /** Exits of API processes that nobody asked for. */
  readonly crashes: readonly string[];
  close(): Promise<void>;
}

/** Two APIs, a durable PostgreSQL of their own and a Redis, all on this machine's loopback. */
export async function setStage(): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "fluentfusion-chaos-"));
  const postgres = await startPostgres(dataDir);
  const redis = await startRedis();
  const PATH = process.env["PATH"] ?? "";
  const owner = { PATH, DATA_DIR: dataDir, DATABASE_URL: postgres.ownerUrl };
  const [status] = (await once(
    spawn(process.execPath, [API, "migrate"], { env: owner, stdio: "inherit" }),
    "exit",
  )) as [number | null];
  if (status !== 0) throw new Error("the schema could not be made");
  const crashes: string[] = [];
  const env = {
    PATH,
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.serverUrl(),
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
    RATE_LIMIT_PER_MINUTE: "0",
    LOG_LEVEL: "warn",
  };
  const ports = [await freePort(), await freePort()];
  const apis: Api[] = [];
  // One after the other: the first publishes the course, for which the second would wait in vain on a busy machine.
  for (const port of ports) {
    const api = superviseApi(port, env, (story) => crashes.push(story));
    apis.push(api);
    await untilReady(api.url);
  }
  return {
    apis,
    postgres,
    redis,
    databaseUrl: postgres.ownerUrl,
    crashes,
    async close() {
      await Promise.all(apis.map((api) => api.stop()));
      redis?.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
