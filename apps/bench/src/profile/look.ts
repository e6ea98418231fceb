import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ServerCommand, ServerProcess } from "../servers/server-process.ts";

const preload = fileURLToPath(new URL("looked-at.mjs", import.meta.url));
const WITHIN_MS = 60_000;

/** What a look sees: where the main thread is, or what was made and still lives. */
export type LookAt = "cpu" | "heap";

/** A function, as V8 names it; lines and columns from nought. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** The same server, which can be looked into. */
export function lookedAt(command: ServerCommand, at: LookAt, folder: string): ServerCommand {
  const env = { ...command.env, LOOK_AT: at, LOOK_FILE: join(folder, `look-${at}.json`) };
  return { ...command, args: ["--import", preload, ...command.args], env };
}

/** Tells the server and waits for what it writes. */
async function signal(server: ServerProcess, file: string): Promise<string> {
  rmSync(file, { force: true });
  process.kill(server.pid, "SIGUSR2");
  for (let waited = 0; waited < WITHIN_MS; waited += 20) {
    await sleep(20);
    const text = readWhole(file);
    if (text !== null) return text;
  }
  throw new Error(`${server.name} does not say what it saw`);
}

/** `null` while it is not there or is being written. */
function readWhole(file: string): string | null {
  try {
    const text = readFileSync(file, "utf8");
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}

/**
 * Looks into a server while something is done.
 *
 * @param server one that was started by `lookedAt`
 * @returns what V8 saw, as its protocol has it
 */
export async function look<Seen>(
  server: ServerProcess,
  at: LookAt,
  folder: string,
  work: () => Promise<unknown>,
): Promise<Seen> {
  const file = join(folder, `look-${at}.json`);
  await signal(server, file);
  await work();
  return JSON.parse(await signal(server, file)) as Seen;
}
