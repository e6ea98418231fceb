import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import { type Door, openDoor } from "./door.ts";

const API = fileURLToPath(new URL("../../dist/server.js", import.meta.url));
const RESPAWN_MS = 150;

export interface Stage {
  readonly apis: readonly string[];
  readonly databaseUrl: string;
  /** SIGKILL; the supervisor starts it again. */
  killApi(index: number): void;
  /** An immediate stop, as when the machine loses power to that process, and a start after so long. */
  restartPostgres(downMs: number): Promise<void>;
  restartRedis(downMs: number): Promise<void>;
  /** Exits of API processes that nobody asked for. */
  selfCrashes(): readonly string[];
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** An API process that is started again whenever it ends. */
function supervise(env: Record<string, string>, crashes: string[]) {
  let child: ChildProcess;
  let isWanted = true;
  let isAsked = false;
  const start = () => {
    let tail = "";
    child = spawn(process.execPath, [API], { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        tail = (tail + chunk.toString()).slice(-2000);
      });
    }
    child.once("exit", (code, signal) => {
      // A start while PostgreSQL is away ends with one line that says so: that is not a crash, it is tried again.
      const isRefusedStart = /DATABASE_URL:|REDIS_URL:/.test(tail);
      if (!isAsked && isWanted && !isRefusedStart) crashes.push(`${code ?? signal}: ${tail.slice(-600)}`);
      isAsked = false;
      if (isWanted) setTimeout(start, RESPAWN_MS);
    });
  };
  start();
  return {
    kill() {
      isAsked = true;
      child.kill("SIGKILL");
    },
    async stop() {
      isWanted = false;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** Redis on a port of its own, or nothing where there is no Redis on this machine. */
async function startRedis() {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return null;
  const port = await freePort();
  const start = () =>
    spawn(
      "redis-server",
      ["--port", String(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"],
      {
        stdio: "ignore",
      },
    );
  let child = start();
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart(downMs: number) {
      child.kill("SIGKILL");
      await sleep(downMs);
      child = start();
    },
    stop: () => child.kill("SIGKILL"),
  };
}

/** Two APIs, a durable PostgreSQL of their own and a Redis, all on this machine's loopback. */
export async function setStage(): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "fluentfusion-chaos-"));
  const uses: EmbeddedPostgres[] = [];
  const door: Door = await openDoor();
  const startPostgres = async () => {
    const use = await startEmbeddedPostgres({ dataDir });
    uses.push(use);
    const url = new URL(use.url);
    door.lead(Number(url.port));
    url.port = String(door.port);
    return url.href;
  };
  const databaseUrl = await startPostgres();
  const redis = await startRedis();
  const crashes: string[] = [];
  const ports = [await freePort(), await freePort()];
  const apis = ports.map((port) =>
    supervise(
      {
        PATH: process.env["PATH"] ?? "",
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        ...(redis === null ? {} : { REDIS_URL: redis.url }),
        DATA_DIR: dataDir,
        RATE_LIMIT_PER_MINUTE: "0",
        LOG_LEVEL: "warn",
      },
      crashes,
    ),
  );
  return {
    apis: ports.map((port) => `http://127.0.0.1:${port}`),
    databaseUrl,
    killApi: (index) => apis[index]?.kill(),
    async restartPostgres(downMs) {
      const [pid] = readFileSync(join(dataDir, "postgres/cluster/data/postmaster.pid"), "utf8").split("\n");
      process.kill(Number(pid), "SIGQUIT");
      await sleep(downMs);
      await startPostgres();
    },
    restartRedis: async (downMs) => redis?.restart(downMs),
    selfCrashes: () => crashes,
    async close() {
      await Promise.all(apis.map((api) => api.stop()));
      redis?.stop();
      for (const use of uses) await use.stop();
      door.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
