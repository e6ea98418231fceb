import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { inject } from "vitest";
import { START_FLAGS } from "../../src/bundle/start-flags.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder for what this run builds, from where the API's dependencies are found. */
    builds: string;
  }
}

const API = fileURLToPath(new URL("../..", import.meta.url));
const START_WITHIN_MS = 60_000;

/** What still runs when the tests end, however they end, is ended with them. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Resolves with its exit code; `null` where a signal has ended it. */
async function keep(child: ChildProcess): Promise<number | null> {
  running.add(child);
  const [code] = (await once(child, "exit")) as [number | null];
  running.delete(child);
  return code;
}

/**
 * The folder of the server as it is in production, which nobody writes to: the first who asks builds it for the whole run.
 * It is built under another name, so that nobody starts half a server; of two that are built at once one stays.
 */
export async function buildServer(): Promise<string> {
  const folder = join(inject("builds"), "server");
  if (existsSync(folder)) return folder;
  const unfinished = await mkdtemp(`${folder}-`);
  const args = ["--import", "tsx", "scripts/build.ts", unfinished];
  await promisify(execFile)(process.execPath, args, { cwd: API });
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { recursive: true });
  }
  return folder;
}

/** A server in a process of its own, which can be ended and started again on the same port. */
export interface ServerProcess {
  readonly port: number;
  readonly url: string;
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** Resolves when the process has ended, with its exit code; `null` where the signal has ended it, and where there was none. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

/**
 * @param folder where it was built
 * @param settings its environment, with nothing of the one of the tests
 */
export async function serverProcess(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let ended: Promise<number | null> = Promise.resolve(null);
  return {
    port,
    url,
    async start() {
      let said = "";
      const one = spawn(process.execPath, [...START_FLAGS, join(folder, "server.js")], {
        env: { PATH: process.env["PATH"] ?? "", LOG_LEVEL: "warn", ...settings, PORT: String(port) },
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [one.stdout, one.stderr])
        stream.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
      child = one;
      ended = keep(one);
      const deadline = performance.now() + START_WITHIN_MS;
      for (;;) {
        const answer = await fetch(`${url}/ready`).catch(() => null);
        if (answer?.ok === true) return;
        if (one.exitCode !== null || performance.now() > deadline)
          throw new Error(`the server did not start: ${said}`);
        await sleep(50);
      }
    },
    async end(signal) {
      child?.kill(signal);
      return ended;
    },
  };
}

/** A Redis on a port of its own; `null` where there is none on this machine. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> } | null> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return null;
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = keep(child);
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (/Ready to accept/.test(chunk.toString())) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
