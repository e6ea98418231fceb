import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { START_FLAGS } from "../../src/bundle/start-flags.ts";

const LISTENS_WITHIN_MS = 60_000;

export interface Ready {
  readonly httpStatus: number;
  readonly status: string;
  readonly database: boolean;
  readonly migrations: boolean;
  readonly cache: boolean;
}

export interface ServerProcess {
  readonly url: string;
  /** What it has written. */
  output(): string;
  ready(): Promise<Ready>;
  /** Resolves with the milliseconds that it took. */
  untilReady(withinMs: number): Promise<number>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/**
 * The real server in a process of its own, as soon as it answers whether it lives.
 *
 * @param folder where it was built
 * @param settings its environment, beside a port and a temperate log
 */
export async function startServerProcess(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const port = settings["PORT"] ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...START_FLAGS, join(folder, "server.js")], {
    env: {
      PATH: process.env["PATH"],
      PORT: port,
      LOG_LEVEL: "warn",
      RATE_LIMIT_PER_MINUTE: "0",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  void ended.then(() => process.off("exit", killWithUs));

  const ready = async (): Promise<Ready> => {
    const answer = await fetch(`${url}/ready`);
    return { httpStatus: answer.status, ...((await answer.json()) as Omit<Ready, "httpStatus">) };
  };
  const deadline = Date.now() + LISTENS_WITHIN_MS;
  while ((await fetch(`${url}/health`).catch(() => null))?.ok !== true) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`no server: ${text}`);
    await sleep(50);
  }
  return {
    url,
    ready,
    output: () => text,
    ended,
    signal: (name) => void child.kill(name),
    async untilReady(withinMs) {
      const from = performance.now();
      while (performance.now() - from < withinMs) {
        if ((await ready().catch(() => null))?.httpStatus === 200) return performance.now() - from;
        await sleep(20);
      }
      throw new Error(`not ready after ${withinMs} ms: ${JSON.stringify(await ready())} ${text}`);
    },
  };
}
