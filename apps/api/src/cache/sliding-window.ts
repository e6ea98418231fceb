import { RateLimiterRes } from "rate-limiter-flexible";
import type { Limit, Limiter } from "../limits/limit.ts";

/** Every point is remembered, so never more than there are is spent within any span of the limit's seconds. */
function standing({ points, seconds }: Limit, consumed: number, oldestAgoMs: number): RateLimiterRes {
  return new RateLimiterRes(Math.max(0, points - consumed), seconds * 1000 - oldestAgoMs, consumed);
}

/** For an instance that is alone, or cut off from the others. */
export function slidingMemory(limit: Limit): Limiter {
  const { points } = limit;
  const spanMs = limit.seconds * 1000;
  const spent = new Map<string, readonly number[]>();
  const within = (key: string, now: number) => (spent.get(key) ?? []).filter((at) => at > now - spanMs);

  function keep(key: string, times: readonly number[]): void {
    if (times.length === 0) spent.delete(key);
    else spent.set(key, times);
  }

  // Keys that nobody asks for again must not stay.
  const sweep = setInterval(() => {
    const now = Date.now();
    for (const key of spent.keys()) keep(key, within(key, now));
  }, spanMs);
  sweep.unref();

  return {
    async consume(key, wanted = 1) {
      const now = Date.now();
      const before = within(String(key), now);
      const isRefused = before.length + wanted > points;
      const times = isRefused ? before : [...before, ...Array.from({ length: wanted }, () => now)];
      keep(String(key), times);
      const counted = standing(limit, isRefused ? points : times.length, now - (times[0] ?? now));
      if (isRefused) throw counted;
      return counted;
    },
    async reward(key, given = 1) {
      const now = Date.now();
      const times = within(String(key), now).slice(0, -given);
      keep(String(key), times);
      return standing(limit, times.length, now - (times[0] ?? now));
    },
    delete: async (key) => spent.delete(String(key)),
  };
}

/** By the clock of Redis. A negative number gives the newest points back. */
const SCRIPT = `
  local clock = redis.call('time')
  local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
  local wanted, points, span = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  redis.call('zremrangebyscore', KEYS[1], '-inf', now - span)
  local spent = redis.call('zcard', KEYS[1])
  local refused = 0
  if wanted < 0 then
    redis.call('zremrangebyrank', KEYS[1], wanted, -1)
  elseif spent + wanted > points then
    refused = 1
  else
    for i = 1, wanted do redis.call('zadd', KEYS[1], now, clock[1] .. '.' .. clock[2] .. '.' .. i) end
    redis.call('pexpire', KEYS[1], span)
  end
  local oldest = redis.call('zrange', KEYS[1], 0, 0, 'withscores')[2]
  return {refused, redis.call('zcard', KEYS[1]), now - (oldest or now)}`;

/** What of Redis is needed: scripts to be run, and what they made to be deleted. */
export interface ScriptRunner {
  readonly isReady: () => boolean;
  readonly run: (script: string, key: string, args: readonly (string | number)[]) => Promise<unknown>;
  readonly forget: (key: string) => Promise<unknown>;
  /** Of a sorted set. */
  readonly remove: (key: string, member: string) => Promise<unknown>;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * For all instances together. While Redis is away each counts for itself.
 *
 * @param alone counts then
 */
export function slidingRedis(limit: Limit, prefix: string, redis: ScriptRunner, alone: Limiter): Limiter {
  const run = async (key: string | number, wanted: number): Promise<RateLimiterRes | null> => {
    if (!redis.isReady()) return null;
    let answer: unknown;
    try {
      answer = await redis.run(SCRIPT, `${prefix}:${key}`, [wanted, limit.points, limit.seconds * 1000]);
    } catch (error) {
      redis.onTrouble(error);
      return null;
    }
    const [refused = 0, spent = 0, oldestAgoMs = 0] = (answer as unknown[]).map(Number);
    const counted = standing(limit, refused === 1 ? limit.points : spent, oldestAgoMs);
    if (refused === 1) throw counted;
    return counted;
  };
  return {
    consume: async (key, wanted = 1) => (await run(key, wanted)) ?? alone.consume(key, wanted),
    reward: async (key, given = 1) => (await run(key, -given)) ?? alone.reward(key, given),
    async delete(key) {
      if (redis.isReady()) await redis.forget(`${prefix}:${key}`).catch(redis.onTrouble);
      return alone.delete(key);
    },
  };
}
