import { connect as dial, createServer, type Server, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { jsonb, pgTable, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Db, listen, watchDatabase } from "../src/index.ts";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

/** A way to the database on which everything that is there at some moment can be made to stand still, for good. */
async function way() {
  const sockets = new Set<Socket>();
  const frozen = new WeakSet<Socket>();
  let isStill = false;
  const server: Server = createServer((inside) => {
    sockets.add(inside);
    inside.on("error", () => undefined);
    inside.on("close", () => sockets.delete(inside));
    if (isStill) {
      // Read, so that the end of it is seen, and never answered.
      inside.resume();
      return;
    }
    const outside = dial(Number(new URL(database.url).port), "127.0.0.1");
    outside.on("error", () => undefined);
    outside.on("close", () => inside.destroy());
    inside.on("close", () => outside.destroy());
    inside.on("data", (chunk) => {
      if (!frozen.has(inside)) outside.write(chunk);
    });
    outside.on("data", (chunk) => {
      if (!frozen.has(inside)) inside.write(chunk);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = new URL(database.url);
  url.port = String(typeof address === "object" ? address?.port : 0);
  return {
    url: url.href,
    open: () => sockets.size,
    /** Nothing passes on what is there; what comes from now on passes, or stands still as well. */
    stand({ alsoNew }: { alsoNew: boolean }) {
      isStill = alsoNew;
      for (const socket of sockets) frozen.add(socket);
    },
    /** What is there is cut off. */
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    close() {
      this.cut();
      server.close();
    },
  };
}

test("connections over which nothing comes are given up, and the database is used over new ones", async () => {
  const path = await way();
  const pool = connect(path.url, { max: 1 });
  const watch = watchDatabase(path.url, pool);
  const one = () => pool.db.execute<{ one: number }>(sql`select 1 as one`);
  await watch.whileUp(one);
  path.stand({ alsoNew: false });
  const before = performance.now();
  const callers = Array.from({ length: 20 }, () => watch.whileUp(one));
  const driver = one();
  const told = await Promise.allSettled([driver, ...callers]);
  expect(told.map(({ status }) => status)).toEqual(told.map(() => "rejected"));
  await expect(callers[0]).rejects.toMatchObject({ code: "CONNECTION_AWAY" });
  expect(performance.now() - before).toBeLessThan(4_000);
  await vi.waitFor(async () => expect([...(await watch.whileUp(one))]).toEqual([{ one: 1 }]), {
    timeout: 4_000,
    interval: 100,
  });
  const inside = pool.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    return "done";
  });
  expect(await inside).toBe("done");
  await watch.stop();
  await pool.close();
  path.close();
});

test("so they are when the watch itself was just connecting", async () => {
  const path = await way();
  const pool = connect(path.url, { max: 1 });
  const one = () => pool.db.execute<{ one: number }>(sql`select 1 as one`);
  await one();
  const watch = watchDatabase(path.url, pool);
  await vi.waitFor(() => expect(path.open()).toBe(2), { interval: 1 });
  path.stand({ alsoNew: false });
  const told = await Promise.allSettled([one(), watch.whileUp(one)]);
  expect(told.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await vi.waitFor(async () => expect([...(await watch.whileUp(one))]).toEqual([{ one: 1 }]), {
    timeout: 4_000,
    interval: 100,
  });
  await watch.stop();
  await pool.close();
  path.close();
});

test("what is written over new connections is written as it was over those that were given up", async () => {
  const notes = pgTable("notes", {
    body: jsonb().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  });
  const pool = connect(database.url, { max: 1 });
  await pool.db.execute(sql`create table notes (body jsonb not null, at timestamptz not null)`);
  const note = { body: { text: "Muraho" }, at: new Date("2026-11-28T12:00:00Z") };
  const stored = () =>
    pool.db.execute(sql`select body->>'text' as text, at from notes order by at`).then((rows) => [...rows]);
  await pool.db.insert(notes).values(note);
  const before = await stored();
  pool.dropConnections();
  await pool.db.insert(notes).values(note);
  expect(await stored()).toEqual([...before, ...before]);
  expect(await pool.db.select().from(notes)).toEqual([note, note]);
  await pool.close();
});

test("a database that answers anybody is slow, and keeps its connections", async () => {
  const path = await way();
  const pool = connect(path.url, { max: 2 });
  let dropped = 0;
  const { heardAt } = pool;
  const watch = watchDatabase(path.url, { heardAt, dropConnections: () => (dropped += 1) });
  await vi.waitFor(() => expect(watch.isUp()).toBe(true));
  // The watch's own connection stands still; those of others, which come from now on, do not.
  path.stand({ alsoNew: false });
  const slow = watch.whileUp(async () => pool.db.execute(sql`select pg_sleep(4), 'done' as said`));
  const until = performance.now() + 4_000;
  while (performance.now() < until) await pool.db.execute(sql`select pg_sleep(0.3)`);
  expect([...(await slow)]).toMatchObject([{ said: "done" }]);
  expect([dropped, watch.isUp()]).toEqual([0, true]);
  // Now nobody is told anything any more.
  await vi.waitFor(() => expect(dropped).toBe(1), { timeout: 4_000 });
  await watch.stop();
  await pool.close();
  path.close();
});

test("a watch whose own connection is cut off in the midst of a question fails nobody", async () => {
  const path = await way();
  const pool = connect(database.url, { max: 1 });
  const watch = watchDatabase(path.url, pool);
  await vi.waitFor(() => expect(watch.isUp()).toBe(true));
  const slow = watch.whileUp(async () => pool.db.execute(sql`select pg_sleep(2), 'done' as said`));
  for (let cuts = 0; cuts < 3; cuts += 1) {
    path.stand({ alsoNew: false });
    // The next question is on its way and has no answer.
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    path.cut();
  }
  expect([...(await slow)]).toMatchObject([{ said: "done" }]);
  await watch.stop();
  await pool.close();
  path.close();
});

test("a database that has no place for the watch is there for those who have one", async () => {
  const role = `full_${process.pid}`;
  const limit = (most: number) => database.db.execute(sql.raw(`alter role ${role} connection limit ${most}`));
  await database.db.execute(sql.raw(`create role ${role} login password 'of a test'`));
  const url = new URL(database.url);
  [url.username, url.password] = [role, encodeURIComponent("of a test")];
  const pool = connect(url.href, { max: 2 });
  await Promise.all([1, 2].map(() => pool.db.execute(sql`select pg_sleep(0.2)`)));
  const watch = watchDatabase(url.href, pool);
  await vi.waitFor(() => expect(watch.isUp()).toBe(true));
  await limit(2);
  const until = performance.now() + 3_000;
  const work = Promise.all(
    [1, 2].map(async () => {
      while (performance.now() < until)
        await watch.whileUp(async () => pool.db.execute(sql`select pg_sleep(0.01)`));
      return "done";
    }),
  );
  await database.db.execute(sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where usename = ${role} and application_name = 'fluentfusion-watch'`);
  expect(await work).toEqual(["done", "done"]);
  await watch.stop();
  await pool.close();
  await database.db.execute(sql.raw(`drop role ${role}`));
});

const slow = async (on: Pick<Db, "execute">) => on.execute(sql`select pg_sleep(4.5)`);

test("a transaction for which no connection is free is refused in time, and is not done later", async () => {
  const pool = connect(database.url, { max: 1 });
  await pool.db.execute(sql`create table marks (mark text)`);
  const hold = pool.db.transaction(slow);
  const before = performance.now();
  const mark = () => pool.db.transaction(async (tx) => tx.execute(sql`insert into marks values ('late')`));
  const refused = await Promise.allSettled([mark(), mark(), mark()]);
  const took = performance.now() - before;
  for (const one of refused) expect(one).toMatchObject({ reason: { code: "CONNECTION_BUSY" } });
  expect(took).toBeLessThan(4_200);
  await hold;
  expect(await mark().then(() => pool.db.$count(sql`marks`))).toBe(1);
  await pool.close();
});

test("so is a lone statement, whether no connection is free or it stands behind a slow one", async () => {
  const pool = connect(database.url, { max: 1 });
  const one = () => pool.db.execute<{ one: number }>(sql`select 1 as one`);
  await one();
  for (const hold of [() => slow(pool.db), () => pool.db.transaction(slow)]) {
    const held = hold();
    const before = performance.now();
    const refused = await Promise.allSettled([one(), one()]);
    for (const told of refused)
      expect(told).toMatchObject({ reason: { cause: { code: "CONNECTION_BUSY" } } });
    expect(performance.now() - before).toBeLessThan(4_200);
    // What has begun is not cut off.
    await held;
  }
  expect([...(await one())]).toEqual([{ one: 1 }]);
  await pool.close();
});

test("while a database hangs for long, connections to it do not add up", async () => {
  const path = await way();
  const watch = watchDatabase(path.url);
  const listener = await listen(path.url, "test", { onMessage: () => {}, onGap: () => {} });
  await watch.whileUp(async () => "up");
  const before = path.open();
  path.stand({ alsoNew: true });
  await new Promise((resolve) => {
    setTimeout(resolve, 15_000);
  });
  expect(listener.isCurrent()).toBe(false);
  // Of each one that was there when it began, and one that is being tried.
  expect(path.open()).toBeLessThanOrEqual(2 * before);
  await listener.stop();
  await watch.stop();
  path.close();
});
