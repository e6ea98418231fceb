import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { untilReady } from "./learners.ts";
import { type Api, superviseApi } from "./stage/api.ts";
import { closeOnSignal } from "./stage/close-on-signal.ts";
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

type Closers = (() => Promise<void>)[];

/** What stands on a stage. */
export interface Cast {
  readonly apis: number;
  /** Settings of the servers, and what is to be there before they start. */
  readonly settings?: (there: {
    readonly dataDir: string;
    readonly postgres: StagePostgres;
    /** Of the servers' own role. */
    readonly serverUrl: string;
    readonly closers: Closers;
  }) => Promise<Readonly<Record<string, string>>>;
}

/** Opens one thing after the other; what is to be closed is known as soon as it is there. */
async function open({ apis: count, settings }: Cast, closers: Closers): Promise<Omit<Stage, "close">> {
  const dataDir = mkdtempSync(join(tmpdir(), "fluentfusion-stage-"));
  closers.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  const postgres = await startPostgres(dataDir);
  closers.push(() => postgres.stop());
  const redis = await startRedis();
  closers.push(async () => redis?.stop());
  const PATH = process.env["PATH"] ?? "";
  const owner = { PATH, DATA_DIR: dataDir, DATABASE_URL: postgres.ownerUrl };
  const [status] = (await once(
    spawn(process.execPath, [API, "migrate"], { env: owner, stdio: "inherit" }),
    "exit",
  )) as [number | null];
  if (status !== 0) throw new Error("the schema could not be made");
  const crashes: string[] = [];
  const serverUrl = await postgres.serverUrl();
  const env = {
    PATH,
    DATA_DIR: dataDir,
    DATABASE_URL: serverUrl,
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
    RATE_LIMIT_PER_MINUTE: "0",
    LOG_LEVEL: "warn",
    ...(await settings?.({ dataDir, postgres, serverUrl, closers })),
  };
  const apis: Api[] = [];
  // One after the other: the first publishes the course, for which the second would wait in vain on a busy machine.
  for (let n = 0; n < count; n += 1) {
    const api = superviseApi(await freePort(), env, (story) => crashes.push(story));
    closers.push(() => api.stop());
    apis.push(api);
    await untilReady(api.url);
  }
  return { apis, postgres, redis, databaseUrl: postgres.ownerUrl, crashes };
}

/** APIs, a durable PostgreSQL of their own and a Redis, all on this machine's loopback. A signal ends them too. */
export async function setStage(cast: Cast): Promise<Stage> {
  const closers: Closers = [];
  const closeAll = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
  };
  const forget = closeOnSignal(closeAll);
  const close = async () => {
    await closeAll();
    forget();
  };
  try {
    return { ...(await open(cast, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
