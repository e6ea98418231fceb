import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Cache } from "./cache.ts";
import { createMemoryCache } from "./memory-cache.ts";
import { createRedisCache } from "./redis-cache.ts";

const redisUrl = process.env["REDIS_URL"] ?? "";
const ignore = () => undefined;

/** What both stores promise: one suite, so that a program cannot tell which it has. */
function promises(open: () => Promise<Cache>): void {
  let cache: Cache;
  const key = `test:${crypto.randomUUID()}`;

  beforeAll(async () => {
    cache = await open();
  });
  afterAll(async () => {
    await cache.close();
  });

  test("a value is there until it is deleted", async () => {
    expect(await cache.get(key)).toBeNull();
    await cache.set(key, '{"rw":"Muraho é"}', 60);
    expect(await cache.get(key)).toBe('{"rw":"Muraho é"}');
    await cache.delete(key);
    expect(await cache.get(key)).toBeNull();
  });

  test("a value is gone when its time has passed", async () => {
    await cache.set(key, "short", 1);
    await vi.waitFor(async () => expect(await cache.get(key)).toBeNull(), { timeout: 3000, interval: 100 });
  });

  test("a message reaches every listener of its channel and no other", async () => {
    const heard: string[] = [];
    await cache.subscribe(`${key}:a`, (message) => heard.push(`a1 ${message}`));
    await cache.subscribe(`${key}:a`, (message) => heard.push(`a2 ${message}`));
    await cache.subscribe(`${key}:b`, (message) => heard.push(`b ${message}`));
    await cache.publish(`${key}:a`, "hello");
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(["a1 hello", "a2 hello"]));
  });

  test("it says that it can be reached", async () => {
    expect(await cache.isReachable()).toBe(true);
  });
}

describe("in this process", () => {
  promises(async () => createMemoryCache());
});

describe.runIf(redisUrl !== "")("on Redis", () => {
  promises(() => createRedisCache(redisUrl, ignore));

  test("a message of one instance reaches another", async () => {
    const [one, other] = await Promise.all([
      createRedisCache(redisUrl, ignore),
      createRedisCache(redisUrl, ignore),
    ]);
    const heard: string[] = [];
    const channel = `test:${crypto.randomUUID()}`;
    await other.subscribe(channel, (message) => heard.push(message));
    await one.publish(channel, "published");
    await vi.waitFor(() => expect(heard).toEqual(["published"]));
    await Promise.all([one.close(), other.close()]);
  });
});

test("an address where no Redis answers is told of at the start, by the name of its setting", async () => {
  await expect(createRedisCache("redis://127.0.0.1:1", ignore)).rejects.toThrow("REDIS_URL");
});
