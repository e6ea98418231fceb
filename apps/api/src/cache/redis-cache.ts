import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { breakCircuit } from "./break-circuit.ts";
import type { Cache } from "./cache.ts";
import type { CacheWatcher } from "./cache-log.ts";
import { placesInMemory, placesInRedis } from "./places.ts";
import type { Tracing } from "../tracing/tracing.ts";
import { type ScriptRunner, slidingMemory, slidingRedis } from "./sliding-window.ts";
import { traceCommands } from "./trace-commands.ts";

/** Keys of other programs on the same Redis stay untouched. */
const PREFIX = "fluentfusion:";

/** ioredis waits for ever by default; a cache that is slower than the database is worse than none. */
const IMPATIENT = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 100,
  // Also of a process that is busy starting; while there is no connection, commands fail at once.
  connectTimeout: 3_000,
  lazyConnect: true,
  retryStrategy: (tries: number) => Math.min(1000, 50 * 2 ** tries),
} as const;

const UNWATCHED: CacheWatcher = { onTrouble: () => undefined, onAnswer: () => undefined };

/**
 * The cache that instances share. A Redis that does not answer yet is tried again once a second; until then each
 * instance does without, as when Redis goes away later.
 *
 * @param watcher told of each failed command or connection; the caller of the command is not
 * @param span measures each command, where traces are wanted
 */
export async function createRedisCache(
  url: string,
  { onTrouble, onAnswer }: CacheWatcher = UNWATCHED,
  span?: Tracing["span"],
): Promise<Cache> {
  // Loaded only where it is wanted: a bundle would load at its start whatever is imported at the top.
  const { Redis } = await import("ioredis");
  const commands = new Redis(url, IMPATIENT);
  if (span !== undefined) traceCommands(commands, span);
  breakCircuit(commands);
  // A subscriber must be queued until it is connected, and again after each lost connection; nobody waits for it.
  const { commandTimeout: _, ...patient } = IMPATIENT;
  const listeners = new Redis(url, { ...patient, enableOfflineQueue: true, maxRetriesPerRequest: null });
  commands.on("error", onTrouble).on("ready", onAnswer);
  listeners.on("error", onTrouble);
  await Promise.allSettled([commands.connect(), listeners.connect()]);

  const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      const answer = await work();
      onAnswer();
      return answer;
    } catch (error) {
      onTrouble(error);
      return otherwise;
    }
  };

  const scripts: ScriptRunner = {
    isReady: () => commands.status === "ready",
    run: (script, key, args) => commands.eval(script, 1, key, ...args),
    forget: (key) => commands.del(key),
    remove: (key, member) => commands.zrem(key, member),
    onTrouble,
  };

  return {
    publish: async (channel, message) => {
      await attempt(() => commands.publish(PREFIX + channel, message), 0);
    },
    subscribe: async (channel, listener) => {
      listeners.on("message", (from: string, message: string) => {
        if (from === PREFIX + channel) listener(message);
      });
      const subscribed = attempt(() => listeners.subscribe(PREFIX + channel), 0);
      if (listeners.status === "ready") await subscribed;
    },
    limiter(limit) {
      const { name, points, seconds: duration, window } = limit;
      const keyPrefix = `${PREFIX}limit:${name}`;
      // Where Redis is set there are mostly two instances or more, so each alone grants half.
      const half = Math.max(1, Math.floor(points / 2));
      if (window === "sliding")
        return slidingRedis(limit, keyPrefix, scripts, slidingMemory({ ...limit, points: half }));
      return new RateLimiterRedis({
        storeClient: commands,
        keyPrefix,
        points,
        duration,
        // A key that is used up is refused without asking again.
        inMemoryBlockOnConsumed: points + 1,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points: half, duration }),
      });
    },
    places: (name, max) => placesInRedis(max, `${PREFIX}places:${name}`, scripts, placesInMemory(max)),
    isReachable: () => attempt(async () => (await commands.ping()) === "PONG", false),
    close: async () => {
      commands.disconnect();
      listeners.disconnect();
    },
  };
}
