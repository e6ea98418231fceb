import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { makeDoor } from "@fluentfusion/db/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { spend } from "../limits/spend.ts";
import type { Cache } from "./cache.ts";
import { createMemoryCache } from "./memory-cache.ts";
import { logCache } from "./cache-log.ts";
import { createRedisCache } from "./redis-cache.ts";

const redisUrl = process.env["REDIS_URL"] ?? "";

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

  test("a message reaches every listener of its channel and no other", async () => {
    const heard: string[] = [];
    await cache.subscribe(`${key}:a`, (message) => heard.push(`a1 ${message}`));
    await cache.subscribe(`${key}:a`, (message) => heard.push(`a2 ${message}`));
    await cache.subscribe(`${key}:b`, (message) => heard.push(`b ${message}`));
    await cache.publish(`${key}:a`, "hello");
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(["a1 hello", "a2 hello"]));
  });

  test("points are spent by key, and who has none left is refused until the time is over", async () => {
    const limit = { name: crypto.randomUUID(), points: 3, seconds: 1, window: "fixed" } as const;
    const limiter = cache.limiter(limit);
    expect(await spend(limiter, limit, "a", 2)).toMatchObject({ isAllowed: true, remaining: 1 });
    expect(await spend(limiter, limit, "a", 2)).toMatchObject({ isAllowed: false, remaining: 0 });
    expect((await spend(limiter, limit, "b", 3)).isAllowed).toBe(true);
    await vi.waitFor(async () => expect((await spend(limiter, limit, "a", 1)).isAllowed).toBe(true), {
      interval: 100,
    });
  });

  test("in a sliding window no span has more points than there are, and a point given back is there at once", async () => {
    const limit = { name: crypto.randomUUID(), points: 4, seconds: 1, window: "sliding" } as const;
    const limiter = cache.limiter(limit);
    const granted: number[] = [];
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      if ((await spend(limiter, limit, "a", 1)).isAllowed) granted.push(performance.now());
      await sleep(20);
    }
    expect(granted.length).toBeGreaterThanOrEqual(5);
    const spans = granted.flatMap((at, index) =>
      granted[index + 4] === undefined ? [] : [(granted[index + 4] ?? 0) - at],
    );
    expect(Math.min(...spans)).toBeGreaterThan(950);
    expect((await spend(limiter, limit, "b", 5)).isAllowed).toBe(false);
    expect(await spend(limiter, limit, "b", 4)).toMatchObject({ isAllowed: true, remaining: 0 });
    await limiter.reward("b", 1);
    expect([await spend(limiter, limit, "b", 1), await spend(limiter, limit, "b", 1)]).toMatchObject([
      { isAllowed: true },
      { isAllowed: false, remaining: 0 },
    ]);
    await limiter.delete("b");
    expect((await spend(limiter, limit, "b", 4)).isAllowed).toBe(true);
  });

  test("a place is taken once, and is free again when it was left", async () => {
    const places = cache.places(crypto.randomUUID(), 2);
    const [first, second] = [await places.take("a"), await places.take("a")];
    expect([first, second].includes(null)).toBe(false);
    expect(await places.take("a")).toBeNull();
    expect(await places.take("b")).not.toBeNull();
    await first?.keep();
    await second?.leave();
    expect(await places.take("a")).not.toBeNull();
    expect(await places.take("a")).toBeNull();
  });

  test("it says that it can be reached", async () => {
    expect(await cache.isReachable()).toBe(true);
  });
}

describe("in this process", () => {
  promises(async () => createMemoryCache());
});

describe.runIf(redisUrl !== "")("on Redis", () => {
  promises(() => createRedisCache(redisUrl));

  test("a message of one instance reaches another", async () => {
    const [one, other] = await Promise.all([createRedisCache(redisUrl), createRedisCache(redisUrl)]);
    const heard: string[] = [];
    const channel = `test:${crypto.randomUUID()}`;
    await other.subscribe(channel, (message) => heard.push(message));
    await one.publish(channel, "published");
    await vi.waitFor(() => expect(heard).toEqual(["published"]));
    await Promise.all([one.close(), other.close()]);
  });
});

const portOf = (url: string) => Number(new URL(url).port || 6379);

/** A way to Redis that can be shut, as when Redis goes away. */
async function doorTo(url: string) {
  const door = await makeDoor();
  await door.open(portOf(url));
  return { url: `redis://127.0.0.1:${door.port}`, shut: () => door.shut() };
}

const limit = (window: "fixed" | "sliding") => ({
  name: crypto.randomUUID(),
  points: 10,
  seconds: 30,
  window,
});

test.runIf(redisUrl !== "")(
  "places are those of all instances, and while Redis is away of each alone",
  async () => {
    const door = await doorTo(redisUrl);
    const [one, other] = await Promise.all([createRedisCache(redisUrl), createRedisCache(door.url)]);
    const name = crypto.randomUUID();
    const [here, there] = [one.places(name, 2), other.places(name, 2)];
    await here.take("a");
    await there.take("a");
    expect([await here.take("a"), await there.take("a")]).toEqual([null, null]);
    await door.shut();
    await sleep(50);
    expect([await there.take("a"), await there.take("a")].includes(null)).toBe(false);
    expect(await there.take("a")).toBeNull();
    await Promise.all([one.close(), other.close()]);
  },
);

describe.runIf(redisUrl !== "").each(["fixed", "sliding"] as const)("%s limits on Redis", (window) => {
  test("two instances share the count", async () => {
    const [one, other] = await Promise.all([createRedisCache(redisUrl), createRedisCache(redisUrl)]);
    const shared = limit(window);
    await spend(one.limiter(shared), shared, "a", 6);
    expect(await spend(other.limiter(shared), shared, "a", 6)).toMatchObject({ isAllowed: false });
    await Promise.all([one.close(), other.close()]);
  });

  test("without Redis each instance goes on counting for itself, at once and with half of the points", async () => {
    const door = await doorTo(redisUrl);
    const cache = await createRedisCache(door.url);
    const alone = limit(window);
    const limiter = cache.limiter(alone);
    await spend(limiter, alone, "a", 1);
    await door.shut();
    const before = performance.now();
    const answers = [];
    for (let i = 0; i < 8; i += 1) answers.push((await spend(limiter, alone, "a", 1)).isAllowed);
    expect(performance.now() - before).toBeLessThan(500);
    expect(answers.filter(Boolean)).toHaveLength(5);
    await cache.close();
  });
});

test.runIf(redisUrl !== "")(
  "a Redis that is not there yet is done without, and used when it comes, messages included",
  async () => {
    const door = await makeDoor();
    const early = await createRedisCache(`redis://127.0.0.1:${door.port}`);
    const heard: string[] = [];
    const channel = `test:${crypto.randomUUID()}`;
    await early.subscribe(channel, (message) => heard.push(message));
    expect(await early.isReachable()).toBe(false);
    await early.publish(channel, "to nobody");
    await door.open(portOf(redisUrl));
    await vi.waitFor(async () => expect(await early.isReachable()).toBe(true), { timeout: 5_000 });
    const other = await createRedisCache(redisUrl);
    await vi.waitFor(
      async () => {
        await other.publish(channel, "hello");
        expect(heard).toContain("hello");
      },
      { interval: 100 },
    );
    await Promise.all([early.close(), other.close(), door.shut()]);
  },
);

/** A way to Redis by which nothing comes back for as long as it is told so, as when Redis hangs. */
async function hangingWayTo(port: number) {
  let hangs = false;
  const held: (() => void)[] = [];
  const server = createServer((inside) => {
    const outside = connect(port, "127.0.0.1");
    inside.pipe(outside);
    outside.on("data", (bytes) => {
      const pass = () => inside.write(bytes);
      if (hangs) held.push(pass);
      else pass();
    });
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const)
      one.on("close", () => other.destroy()).on("error", () => undefined);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang: (isSo: boolean) => {
      hangs = isSo;
      if (!isSo) for (const pass of held.splice(0)) pass();
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}

test.runIf(redisUrl !== "")(
  "while Redis hangs one call waits for it, and it is used again when it answers",
  async () => {
    const way = await hangingWayTo(portOf(redisUrl));
    const cache = await createRedisCache(way.url);
    const limits = [limit("fixed"), limit("sliding")];
    const limiters = limits.map((one) => [cache.limiter(one), one] as const);
    for (const [limiter, one] of limiters) await spend(limiter, one, "a", 1);
    way.hang(true);
    const before = performance.now();
    for (let call = 0; call < 4; call += 1)
      for (const [limiter, one] of limiters)
        expect(await spend(limiter, one, "a", 1)).toMatchObject({ isAllowed: true });
    // Eight times, of which one waits for a tenth of a second.
    expect(performance.now() - before).toBeLessThan(600);
    way.hang(false);
    await vi.waitFor(async () => expect(await cache.isReachable()).toBe(true));
    const other = await createRedisCache(redisUrl);
    for (const [limiter, one] of limiters) {
      await spend(limiter, one, "b", 6);
      expect(await spend(other.limiter(one), one, "b", 6)).toMatchObject({ isAllowed: false });
    }
    await Promise.all([cache.close(), other.close(), way.close()]);
  },
);

test.runIf(redisUrl !== "")(
  "a log says when Redis goes and when it is back, however often it is asked",
  async () => {
    const door = await makeDoor();
    await door.open(portOf(redisUrl));
    const lines: string[] = [];
    const log = {
      warn: (_facts: unknown, line?: string) => lines.push(line ?? ""),
      info: (line: unknown) => lines.push(String(line)),
    } as unknown as Parameters<typeof logCache>[0];
    const cache = await createRedisCache(`redis://127.0.0.1:${door.port}`, logCache(log));
    for (const _ of [1, 2]) {
      await door.shut();
      await vi.waitFor(async () => expect(await cache.isReachable()).toBe(false));
      for (let asked = 0; asked < 20; asked += 1) await cache.isReachable();
      await door.open(portOf(redisUrl));
      await vi.waitFor(async () => expect(await cache.isReachable()).toBe(true));
      for (let asked = 0; asked < 20; asked += 1) await cache.isReachable();
    }
    expect(lines).toEqual(
      Array.from({ length: 2 }, () => ["cache trouble", "the cache answers again"]).flat(),
    );
    await Promise.all([cache.close(), door.shut()]);
  },
);
