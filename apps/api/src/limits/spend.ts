import { RateLimiterRes } from "rate-limiter-flexible";
import { limitRefusals } from "../metrics/counters.ts";
import type { Limit, Limiter, Standing } from "./limit.ts";

/** Spends points of a key. Being refused is an answer here, not an error. */
export async function spend(limiter: Limiter, limit: Limit, key: string, points: number): Promise<Standing> {
  const standing = (counted: RateLimiterRes, isAllowed: boolean): Standing => ({
    limit,
    isAllowed,
    remaining: counted.remainingPoints,
    resetMs: Math.max(counted.msBeforeNext, 1),
  });
  try {
    return standing(await limiter.consume(key, points), true);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) {
      limitRefusals.inc({ limit: limit.name });
      return standing(refusal, false);
    }
    throw refusal;
  }
}
