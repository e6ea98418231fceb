import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listen } from "../src/index.ts";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

const say = (message: string) => database.db.$client`select pg_notify('test', ${message})`;

test("what was said before is heard once it is caught up, and what a transaction takes back is never heard", async () => {
  const heard: string[] = [];
  const listener = await listen(database.url, "test", {
    onMessage: (message) => heard.push(message),
    onGap: () => {},
  });
  await say("one");
  await database.db.$client
    .begin(async (tx) => {
      await tx`select pg_notify('test', 'never')`;
      throw new Error("taken back");
    })
    .catch(() => undefined);
  await say("two");
  await listener.catchUp();
  expect(heard).toEqual(["one", "two"]);
  expect(listener.isCurrent()).toBe(true);
  await listener.stop();
});

test("a connection that dies comes back by itself, and says that something may have been missed", async () => {
  const heard: string[] = [];
  let gaps = 0;
  const listener = await listen(database.url, "test", {
    onMessage: (message) => heard.push(message),
    onGap: () => (gaps += 1),
  });
  const before = gaps;
  await database.db.$client`select pg_terminate_backend(pid) from pg_stat_activity
    where query ilike 'listen %' and datname = current_database()`;
  await vi.waitFor(() => expect(gaps).toBeGreaterThan(before));
  await say("there again");
  await listener.catchUp();
  expect(heard).toEqual(["there again"]);
  await listener.stop();
});

test("a database that is gone for long is heard again when it is back", async () => {
  const heard: string[] = [];
  const other = await createTestDatabase();
  const [name] = new URL(other.url).pathname.slice(1).match(/^\w+$/) ?? [];
  const admin = database.db.$client;
  const listener = await listen(other.url, "test", {
    onMessage: (message) => heard.push(message),
    onGap: () => {},
  });
  await admin.unsafe(`alter database ${name} with allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name ?? ""}`;
  await vi.waitFor(() => expect(listener.isCurrent()).toBe(false));
  await admin.unsafe(`alter database ${name} with allow_connections true`);
  await vi.waitFor(() => expect(listener.isCurrent()).toBe(true));
  await other.db.$client`select pg_notify('test', 'back')`;
  await listener.catchUp();
  expect(heard).toEqual(["back"]);
  await listener.stop();
  await other.close();
}, 20_000);

test("while nobody can tell whether messages arrive, nothing counts as current", async () => {
  const other = await createTestDatabase();
  const listener = await listen(other.url, "test", { onMessage: () => {}, onGap: () => {} });
  await listener.catchUp();
  expect(listener.isCurrent()).toBe(true);
  await other.close();
  const start = performance.now();
  await vi.waitFor(() => expect(listener.isCurrent()).toBe(false), { interval: 20 });
  expect(performance.now() - start).toBeLessThan(4_000);
  await listener.stop();
});

test("a listener is alone when nobody else has asked for a while, and hears at once of one that begins", async () => {
  const hearer = { onMessage: () => {}, onGap: () => {} };
  const one = await listen(database.url, "company", hearer);
  expect(one.isAlone()).toBe(false);
  await vi.waitFor(() => expect(one.isAlone()).toBe(true));
  const other = await listen(database.url, "company", hearer);
  await one.catchUp();
  expect(one.isAlone()).toBe(false);
  await other.stop();
  await vi.waitFor(() => expect(one.isAlone()).toBe(true));
  await one.stop();
  await vi.waitFor(() => expect(one.isAlone()).toBe(false));
}, 30_000);
