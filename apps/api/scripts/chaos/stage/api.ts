import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { START_FLAGS } from "../../../src/bundle/start-flags.ts";
import { type Lasting, lasting } from "./lasting.ts";

const API = fileURLToPath(new URL("../../../dist/server.js", import.meta.url));
const RESPAWN_MS = 150;
const DRAINED_WITHIN_MS = 12_000;

/** From when to when a process answered. */
export interface Life {
  readonly from: number;
  until: number;
}

/** A process that was asked to end, until it had. */
export interface Drain {
  readonly askedAt: number;
  readonly goneAt: number;
}

export interface Api {
  readonly url: string;
  readonly lives: readonly Life[];
  readonly drains: readonly Drain[];
  /** SIGKILL; it is started again after so long, at once unless said. */
  kill(goneFor?: Lasting): void;
  /** The process stands still: connections stay and nothing answers. */
  freezeFor(how: Lasting): Promise<void>;
  /** SIGTERM; it is started again when it has ended. */
  drain(): Promise<void>;
  /** For good, and at once: nothing of it is needed any more. */
  stop(): Promise<void>;
}

/** An API process that is started again whenever it ends. What ends without being asked to is told. */
export function superviseApi(
  port: number,
  env: Record<string, string>,
  onCrash: (story: string) => void,
): Api {
  const url = `http://127.0.0.1:${port}`;
  const lives: Life[] = [];
  const drains: Drain[] = [];
  let child: ChildProcess;
  let ended: Promise<void>;
  let isWanted = true;
  let isAsked = false;
  let goneFor: Lasting = RESPAWN_MS;

  async function watchBirth(of: ChildProcess): Promise<void> {
    while (of.exitCode === null && of.signalCode === null) {
      const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
      if (response?.ok === true) {
        lives.push({ from: Date.now(), until: Number.POSITIVE_INFINITY });
        return;
      }
      await sleep(50);
    }
  }

  function endLife(): void {
    const life = lives.at(-1);
    if (life?.until === Number.POSITIVE_INFINITY) life.until = Date.now();
  }

  function start(): void {
    let tail = "";
    child = spawn(process.execPath, [...START_FLAGS, API], {
      env: { ...env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        tail = (tail + chunk.toString()).slice(-2000);
      });
    }
    void watchBirth(child);
    ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        endLife();
        // A start while PostgreSQL or Redis is away ends with one line that says so: it is tried again.
        const isRefusedStart = /DATABASE_URL:|REDIS_URL:/.test(tail);
        if (!isAsked && isWanted && !isRefusedStart) onCrash(`${code ?? signal}: ${tail.slice(-600)}`);
        isAsked = false;
        const pause = goneFor;
        goneFor = RESPAWN_MS;
        void lasting(pause).then(() => {
          if (isWanted) start();
        });
        resolve();
      });
    });
  }
  start();

  return {
    url,
    lives,
    drains,
    kill(howLong = RESPAWN_MS) {
      isAsked = true;
      goneFor = howLong;
      endLife();
      child.kill("SIGKILL");
    },
    async freezeFor(how) {
      child.kill("SIGSTOP");
      await lasting(how);
      child.kill("SIGCONT");
    },
    async drain() {
      const askedAt = Date.now();
      const wasServing = lives.at(-1)?.until === Number.POSITIVE_INFINITY;
      isAsked = true;
      endLife();
      child.kill("SIGTERM");
      const late = sleep(DRAINED_WITHIN_MS, "late" as const, { ref: false });
      if ((await Promise.race([ended, late])) === "late") {
        onCrash(`not ended ${DRAINED_WITHIN_MS} ms after SIGTERM`);
        child.kill("SIGKILL");
        return;
      }
      if (!wasServing) return;
      drains.push({ askedAt, goneAt: Date.now() });
      if (child.exitCode !== 0) onCrash(`SIGTERM ended in ${child.exitCode ?? child.signalCode}`);
    },
    async stop() {
      isWanted = false;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await ended;
    },
  };
}
