import { readEnv } from "../../src/env.ts";
import { startServer } from "../../src/start-server.ts";

/** The server in a process of its own, which tells over IPC where it listens and, when asked, how it is. */

export interface Health {
  /** In MB: what the system has given, and what is in use after a collection. */
  readonly rss: number;
  readonly heap: number;
  /** Sockets, timers and the like that hold the process. */
  readonly handles: number;
  /** What somebody has added to every object. */
  readonly polluted: readonly string[];
}

const MB = 1024 * 1024;

const own = new Set(Object.getOwnPropertyNames(Object.prototype));
const server = await startServer(readEnv(process.env));
process.on("message", () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const polluted = Object.getOwnPropertyNames(Object.prototype).filter((name) => !own.has(name));
  const health: Health = {
    rss: rss / MB,
    heap: heapUsed / MB,
    handles: process.getActiveResourcesInfo().length,
    polluted,
  };
  process.send?.(health);
});
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
await server.prepared;
process.send?.({ url: server.url });
