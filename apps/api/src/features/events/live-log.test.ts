import { expect, test, vi } from "vitest";
import { createMemoryCache } from "../../cache/memory-cache.ts";
import { createLiveLog } from "./live-log.ts";

test("one address cannot take the places of all others, however many learners it makes up", async () => {
  const log = await createLiveLog(createMemoryCache(), async () => new Map());
  const open = (address: string, from: number, count: number) =>
    Promise.allSettled(Array.from({ length: count }, (_, i) => log.watch(`learner ${from + i}`, address)));
  const taken = (await open("203.0.113.7", 0, 2_000)).filter(({ status }) => status === "fulfilled");
  expect(taken).toHaveLength(1_000);
  const [elsewhere] = await open("2001:db8::1", 3_000, 1);
  expect(elsewhere?.status).toBe("fulfilled");
  const [first] = taken;
  if (first?.status === "fulfilled") await first.value.close();
  expect((await open("203.0.113.7", 4_000, 2)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
  ]);
});

test("streams read a few at a time, and each has its turn", async () => {
  const log = await createLiveLog(createMemoryCache(), async () => new Map());
  const watches = await Promise.all(
    Array.from({ length: 50 }, (_, i) => log.watch(`learner ${i}`, "203.0.113.7")),
  );
  let [reading, most, done] = [0, 0, 0];
  await Promise.allSettled(
    watches.map(({ read }, i) =>
      read(async () => {
        reading += 1;
        most = Math.max(most, reading);
        await Promise.resolve();
        reading -= 1;
        done += 1;
        if (i % 7 === 0) throw new Error("the database is away");
      }),
    ),
  );
  expect([most, done]).toEqual([4, 50]);
});

test("an instance that hears nothing looks at all logs at once, and wakes those whose log has grown", async () => {
  vi.useFakeTimers();
  const lengths = new Map([["one", 1]]);
  const asked: (readonly string[])[] = [];
  const log = await createLiveLog(createMemoryCache(), async (learnerIds) => {
    asked.push(learnerIds);
    return lengths;
  });
  const watches = await Promise.all(["one", "two"].map((id) => log.watch(id, "203.0.113.7")));
  const told = async () => {
    const all = watches.map(async (watch) => watch.grown(6_000, watch.signal));
    await vi.advanceTimersByTimeAsync(6_000);
    return Promise.all(all);
  };
  expect(await told()).toEqual([true, true]);
  expect(await told()).toEqual([false, false]);
  lengths.set("two", 1);
  expect(await told()).toEqual([false, true]);
  expect(asked).toEqual(asked.map(() => ["one", "two"]));
  log.stop();
  vi.useRealTimers();
});
