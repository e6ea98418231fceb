import type { RateLimiterAbstract } from "rate-limiter-flexible";

/** So many points within so many seconds from the first one on, then no more until they are over. */
export interface Limit {
  /** As the `RateLimit` headers name it. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/** Counts by key: over all instances where they share a Redis, else in this process. */
export type Limiter = Pick<RateLimiterAbstract, "consume" | "reward" | "delete">;

/** What became of a wish to spend points. */
export interface Standing {
  readonly limit: Limit;
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Until all points are there again. */
  readonly resetMs: number;
}
