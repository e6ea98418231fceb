import type { RateLimiterAbstract } from "rate-limiter-flexible";

/** So many points within so many seconds. */
export interface Limit {
  /** As the `RateLimit` headers name it. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
  /**
   * `fixed`: the seconds begin with the first point, so around their end up to twice as many may be spent; cheap, for what
   * is spent often. `sliding`: never more within any such span; each point is remembered, for what is spent rarely.
   */
  readonly window: "fixed" | "sliding";
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
