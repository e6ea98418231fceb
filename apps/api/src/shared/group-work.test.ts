import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { type Batch, groupWork } from "./group-work.ts";

const sum = ({ items }: Batch<number>) => items.reduce((total, item) => total + item, 0);
const named = ({ key, items }: Batch<number>) => `${key}:${items.join("+")}`;

/** Work that lasts until told, fails as a whole with 13 in it, and leaves batches with a negative sum to be done alone. */
function slowSums(untilDone: () => Promise<unknown> = () => sleep(1)) {
  const groups: string[] = [];
  const underWay = new Set<string>();
  const enter = (key: string) => {
    expect(underWay.has(key), `${key} twice at once`).toBe(false);
    underWay.add(key);
  };
  let waiting = 0;
  const add = groupWork<number, number>({
    async together(group) {
      groups.push(group.map(named).join(" "));
      for (const { key } of group) enter(key);
      await untilDone();
      for (const { key } of group) underWay.delete(key);
      if (group.some(({ items }) => items.includes(13))) throw new Error("unlucky");
      return new Map(
        group.flatMap((batch): [string, number][] => (sum(batch) < 0 ? [] : [[batch.key, sum(batch)]])),
      );
    },
    async alone(batch) {
      groups.push(`alone ${named(batch)}`);
      enter(batch.key);
      await untilDone();
      underWay.delete(batch.key);
      if (sum(batch) === -1) throw new Error("impossible");
      return sum(batch);
    },
    onWaiting: (change) => {
      waiting += change;
    },
  });
  return { add, groups, waiting: () => waiting };
}

test("what comes at once is done at once, what comes meanwhile goes together next, and no key twice at a time", async () => {
  const work = new EventEmitter();
  const finished = once(work, "end");
  const { add, groups, waiting } = slowSums(() => finished);
  const first = [add("a", [1]), add("b", [5]), add("a", [2])];
  await vi.waitFor(() => expect(groups).toHaveLength(1));
  const second = [add("a", [3]), add("c", [4])];
  await vi.waitFor(() => expect(groups).toHaveLength(2));
  const third = [add("d", [6]), add("a", [7])];
  work.emit("end");
  expect(await Promise.all([...first, ...second, ...third])).toEqual([3, 5, 3, 10, 4, 6, 10]);
  // There is room for a second group at once, but not for a batch of a key that is under way, and not for a third.
  expect(groups).toEqual(["a:1+2 b:5", "c:4", "a:3+7 d:6"]);
  expect(waiting()).toBe(0);
});

test("one that the group cannot do is done alone; when it fails, it fails alone", async () => {
  const { add, groups } = slowSums();
  const outcomes = await Promise.allSettled([add("a", [1]), add("b", [-1]), add("c", [-2]), add("d", [4])]);
  expect(outcomes.map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([
    1,
    "failed",
    -2,
    4,
  ]);
  expect(groups).toEqual(["a:1 b:-1 c:-2 d:4", "alone b:-1", "alone c:-2"]);
  expect(await add("b", [8])).toBe(8);
});

test("a group that fails as a whole has failed for everybody in it, and for nobody after it", async () => {
  const { add } = slowSums();
  const outcomes = await Promise.allSettled([add("a", [13]), add("b", [1])]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await Promise.all([add("a", [1]), add("b", [2])])).toEqual([1, 2]);
});

const ones = (count: number) => Array<number>(count).fill(1);

test("a group and a batch are as large as they may be and no larger", async () => {
  const sizes: number[][] = [];
  const add = groupWork<number, number>({
    async together(group) {
      sizes.push(group.map(({ items }) => items.length));
      await sleep(1);
      return new Map(group.map((batch) => [batch.key, batch.items.length]));
    },
    alone: async () => 0,
  });
  const ofOneKey = [60, 60, 30].map((count) => add("a", ones(count)));
  const ofMany = Array.from({ length: 50 }, (_, index) => add(`key ${index}`, ones(1)));
  expect(await Promise.all(ofOneKey)).toEqual([60, 90, 90]);
  expect(await Promise.all(ofMany)).toEqual(ones(50));
  expect(Math.max(...sizes.map((group) => group.length))).toBe(32);
  expect(Math.max(...sizes.map((group) => group.reduce((total, size) => total + size, 0)))).toBeLessThan(101);
});

test("a group is done as part of the request that came first", async () => {
  const request = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const add = groupWork<number, number>({
    async together(group) {
      seen.push(request.getStore());
      await sleep(5);
      return new Map(group.map((batch) => [batch.key, sum(batch)]));
    },
    alone: async (batch) => sum(batch),
  });
  // The last ones wait until a group ends, which happens in the request of another.
  const ask = async (name: string) => {
    await sleep(1);
    await request.run(name, () => add("one learner", [1]));
  };
  await Promise.all([ask("first"), sleep(3).then(() => ask("second"))]);
  expect(seen).toEqual(["first", "second"]);
});
