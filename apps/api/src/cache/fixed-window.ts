import { RateLimiterRes } from "rate-limiter-flexible";
import type { Limit, Limiter } from "../limits/limit.ts";

interface Span {
  spent: number;
  /** On the clock of `performance`. */
  readonly endsAt: number;
}

/**
 * For an instance that is alone. A key's span begins with its first point.
 *
 * No span has a timer of its own: all last equally long, so when the newer map has been in use for as long, what is in the older one
 * is over, and is forgotten together.
 */
export function fixedMemory({ points, seconds }: Pick<Limit, "points" | "seconds">): Limiter {
  const spanMs = seconds * 1000;
  let newer = new Map<string, Span>();
  let older = new Map<string, Span>();
  let changedAt = performance.now();

  function spanOf(key: string, now: number): Span {
    if (now - changedAt >= spanMs) {
      older = now - changedAt < 2 * spanMs ? newer : new Map();
      newer = new Map();
      changedAt = now;
    }
    const known = newer.get(key) ?? older.get(key);
    if (known !== undefined && known.endsAt > now) return known;
    const begun = { spent: 0, endsAt: now + spanMs };
    newer.set(key, begun);
    return begun;
  }

  function spend(key: string, wanted: number): RateLimiterRes {
    const now = performance.now();
    const span = spanOf(key, now);
    span.spent += wanted;
    return new RateLimiterRes(Math.max(0, points - span.spent), Math.ceil(span.endsAt - now), span.spent);
  }

  return {
    async consume(key, wanted = 1) {
      const counted = spend(String(key), wanted);
      if (counted.consumedPoints > points) throw counted;
      return counted;
    },
    reward: async (key, given = 1) => spend(String(key), -given),
    async delete(key) {
      const [isNewer, isOlder] = [newer.delete(String(key)), older.delete(String(key))];
      return isNewer || isOlder;
    },
  };
}
