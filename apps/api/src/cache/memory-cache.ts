import { EventEmitter } from "node:events";
import type { Cache } from "./cache.ts";
import { fixedMemory } from "./fixed-window.ts";
import { placesInMemory } from "./places.ts";
import { slidingMemory } from "./sliding-window.ts";

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
    limiter: (limit) => (limit.window === "sliding" ? slidingMemory(limit) : fixedMemory(limit)),
    places: (_name, max) => placesInMemory(max),
    isReachable: async () => true,
    close: async () => {
      channels.removeAllListeners();
    },
  };
}
