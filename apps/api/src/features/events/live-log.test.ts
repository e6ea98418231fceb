import { expect, test } from "vitest";
import { createMemoryCache } from "../../cache/memory-cache.ts";
import { createLiveLog } from "./live-log.ts";

test("one address cannot take the places of all others, however many learners it makes up", async () => {
  const log = await createLiveLog(createMemoryCache());
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
