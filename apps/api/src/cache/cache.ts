import type { Limit, Limiter } from "../limits/limit.ts";
import type { Places } from "./places.ts";

/**
 * What keeps the caches of instances together: messages to whoever listens, and counts. Values are cached in each
 * process (decision 14). Redis where `REDIS_URL` is set, else this process alone. Losing all of it costs time and
 * nothing else, and it never fails its caller.
 */
export interface Cache {
  publish(channel: string, message: string): Promise<void>;
  /** Lasts until the cache is closed. */
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Counts against a limit. Where the store is out of reach each process counts for itself, and never lets all through. */
  limiter(limit: Limit): Limiter;
  /** At the most `max` at a time by key, over all instances that share a store. */
  places(name: string, max: number): Places;
  /** Whether the store answers; the in-process one always does. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}
