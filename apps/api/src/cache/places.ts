import { randomUUID } from "node:crypto";
import type { ScriptRunner } from "./sliding-window.ts";

/** Held until it is left, or until nobody has said for a minute that it still is: its process may be gone. */
export interface Place {
  keep(): Promise<void>;
  leave(): Promise<void>;
}

/** A few places for each key. */
export interface Places {
  /** `null` when all are taken. */
  take(key: string): Promise<Place | null>;
}

const HELD_MS = 60_000;

/** For an instance that is alone, or cut off from the others: its own places end with it. */
export function placesInMemory(max: number): Places {
  const taken = new Map<string, number>();
  return {
    async take(key) {
      const own = taken.get(key) ?? 0;
      if (own >= max) return null;
      taken.set(key, own + 1);
      return {
        keep: async () => undefined,
        async leave() {
          const left = (taken.get(key) ?? 1) - 1;
          if (left === 0) taken.delete(key);
          else taken.set(key, left);
        },
      };
    },
  };
}

/** Takes a place, or goes on holding it, by the clock of Redis. */
const SCRIPT = `
  local clock = redis.call('time')
  local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
  redis.call('zremrangebyscore', KEYS[1], '-inf', now)
  if redis.call('zcard', KEYS[1]) >= tonumber(ARGV[2]) and not redis.call('zscore', KEYS[1], ARGV[1]) then return 0 end
  redis.call('zadd', KEYS[1], now + ARGV[3], ARGV[1])
  redis.call('pexpire', KEYS[1], ARGV[3])
  return 1`;

/**
 * For all instances together. While Redis is away each counts for itself.
 *
 * @param alone counts then
 */
export function placesInRedis(max: number, prefix: string, redis: ScriptRunner, alone: Places): Places {
  const hold = async (key: string, id: string): Promise<unknown> => {
    if (!redis.isReady()) return null;
    try {
      return await redis.run(SCRIPT, `${prefix}:${key}`, [id, max, HELD_MS]);
    } catch (error) {
      redis.onTrouble(error);
      return null;
    }
  };
  return {
    async take(key) {
      const id = randomUUID();
      const held = await hold(key, id);
      if (held === null) return alone.take(key);
      if (held === 0) return null;
      return {
        keep: async () => void (await hold(key, id)),
        async leave() {
          if (redis.isReady()) await redis.remove(`${prefix}:${key}`, id).catch(redis.onTrouble);
        },
      };
    },
  };
}
