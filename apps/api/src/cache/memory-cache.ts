import { EventEmitter } from "node:events";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Cache } from "./cache.ts";

const ENTRIES_MAX = 10_000;
const CHARACTERS_MAX = 64 * 1024 * 1024;

/** The cache of one process, bounded in entries and characters. */
export function createMemoryCache(): Cache {
  const entries = new LRUCache<string, string>({
    max: ENTRIES_MAX,
    maxSize: CHARACTERS_MAX,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });
  const channels = new EventEmitter();
  channels.setMaxListeners(0);
  return {
    get: async (key) => entries.get(key) ?? null,
    set: async (key, value, ttlSeconds) => {
      entries.set(key, value, { ttl: ttlSeconds * 1000 });
    },
    delete: async (key) => {
      entries.delete(key);
    },
    publish: async (channel, message) => {
      channels.emit(channel, message);
    },
    subscribe: async (channel, listener) => {
      channels.on(channel, listener);
    },
    limiter: ({ name, points, seconds }) =>
      new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
    isReachable: async () => true,
    close: async () => {
      channels.removeAllListeners();
      entries.clear();
    },
  };
}
