import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { gatherer } from "./gather.ts";

test("what comes while work is under way is done together next, keys apart, and a failure stays with its batch", async () => {
  const gather = gatherer<number, number>();
  const batches: string[] = [];
  let underWay = 0;
  const work = (key: string) => async (items: readonly number[]) => {
    underWay += 1;
    batches.push(`${key}:${items.join("+")}`);
    await sleep(5);
    underWay -= 1;
    if (items.includes(13)) throw new Error("unlucky");
    return items.reduce((sum, item) => sum + item, 0);
  };
  const add = (key: string, ...items: number[]) => gather(key, items, work(key));
  const first = [add("a", 1), add("a", 2), add("b", 5)];
  await sleep(1);
  expect(underWay).toBe(2);
  const second = [add("a", 13), add("a", 3)];
  expect(await Promise.all(first)).toEqual([3, 3, 5]);
  expect(await Promise.allSettled(second)).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  expect(await add("a", 4)).toBe(4);
  expect(batches).toEqual(["a:1+2", "b:5", "a:13+3", "a:4"]);
});

const count = async (items: readonly number[]) => items.length;

test("a large batch is not made larger", async () => {
  const gather = gatherer<number, number>();
  const sizes = await Promise.all(
    [60, 60, 30].map((size) => gather("a", Array<number>(size).fill(1), count)),
  );
  expect(sizes).toEqual([60, 90, 90]);
});
