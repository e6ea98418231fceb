import type { Limit, Limiter } from "../limits/limit.ts";

/**
 * A place that instances share for what can be lost: values with a time to live, and messages to whoever listens.
 * Redis where `REDIS_URL` is set, else this process alone. Losing all of it costs time and nothing else.
 */
export interface Cache {
  /** `null` when absent, and also when the store is out of reach: a cache never fails its caller. */
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  publish(channel: string, message: string): Promise<void>;
  /** Lasts until the cache is closed. */
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Counts against a limit. Where the store is out of reach each process counts for itself, and never lets all through. */
  limiter(limit: Limit): Limiter;
  /** Whether the store answers; the in-process one always does. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}
