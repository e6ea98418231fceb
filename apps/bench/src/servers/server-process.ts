import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { processCpuSeconds } from "./cpu.ts";

/** How to start a server that listens on the port of `PORT` and answers 200 on `readyPath` when it serves. */
export interface ServerCommand {
  readonly name: string;
  /** Node itself unless said. */
  readonly program?: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly readyPath: string;
}

export interface ServerProcess {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** From the spawn to the first 200. */
  readonly startMs: number;
  /** CPU time until then, of all threads; 0 where the system does not tell. */
  readonly startCpuMs: number;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/** What still runs when this process ends is ended with it. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ port, host: "127.0.0.1", path, agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once("error", () => resolve(false));
    request.once("timeout", () => request.destroy());
  });
}

/** Starts a server and waits until it answers. Its log goes to /dev/null: written, and read by nobody. */
export async function startServerProcess(command: ServerCommand): Promise<ServerProcess> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(command.program ?? process.execPath, [...command.args], {
    env: { ...process.env, NODE_ENV: "production", HOST: "127.0.0.1", ...command.env, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const complaint: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => complaint.push(text));
  const exit = once(child, "exit");
  running.add(child);
  const deadline = startedAt + START_WITHIN_MS;
  while (!(await answers(port, command.readyPath))) {
    if (hasEnded(child) || performance.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${command.name} did not start: ${complaint.join("").trim()}`);
    }
    await sleep(2);
  }
  const startMs = performance.now() - startedAt;
  const startCpuMs = 1_000 * processCpuSeconds(child.pid ?? 0);
  const stop = async () => {
    running.delete(child);
    if (hasEnded(child)) throw new Error(`${command.name} ended by itself: ${complaint.join("").trim()}`);
    const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.kill("SIGTERM");
    await exit;
    clearTimeout(force);
  };
  return { name: command.name, port, pid: child.pid ?? 0, startMs, startCpuMs, stop };
}
