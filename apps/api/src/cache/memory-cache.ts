import { EventEmitter } from "node:events";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Cache } from "./cache.ts";

/** For an instance that is alone. */
export function createMemoryCache(): Cache {
  const channels = new EventEmitter();
  channels.setMaxListeners(0);
  return {
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
    },
  };
}
