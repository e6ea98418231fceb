import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import postgres, { type Sql } from "postgres";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { startThrowawayPostgres, type ThrowawayPostgres } from "../src/index.ts";

// What patches/postgres@3.4.9.patch mends: the driver on its own does not survive a connection that dies under it.
// vitest reports what a process would die of (an uncaught exception, an unhandled rejection) as a failed run.

let server: ThrowawayPostgres;
let admin: Sql;
let sql: Sql;
const pools: Sql[] = [];

beforeAll(async () => {
  server = await startThrowawayPostgres();
  admin = pool(2);
  await admin`create table notes (body text not null)`;
});
afterAll(async () => {
  await admin.end();
  await server.stop();
});
afterEach(async () => {
  for (const opened of pools.splice(1)) await opened.end({ timeout: 1 });
});

/** With what the driver knows and its types do not. */
type Options = postgres.Options<Record<string, never>> & {
  readonly max_pipeline?: number;
  readonly socket?: () => Promise<Socket>;
};

function pool(max: number, options: Options = {}): Sql {
  const opened = postgres(server.url, { max, onnotice: () => undefined, backoff: () => 0, ...options });
  pools.push(opened);
  return opened;
}

async function kill(pid: unknown): Promise<void> {
  await admin`select pg_terminate_backend(${Number(pid)}, 5000)`;
}

const bodies = async () => (await admin<{ body: string }[]>`select body from notes`).map(({ body }) => body);

test("a transaction whose connection is terminated is rejected, and the pool goes on working", async () => {
  sql = pool(1);
  const lost = sql.begin(async (tx) => {
    await tx`insert into notes values ('lost')`;
    const [backend] = await tx`select pg_backend_pid() as pid`;
    await kill(backend?.["pid"]);
    await sleep(20);
    await tx`insert into notes values ('after the loss')`;
  });
  await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await sleep(20);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  expect(await bodies()).toEqual([]);
});

test("a transaction that idles past the server's patience is rejected", async () => {
  sql = pool(1);
  const lost = sql.begin(async (tx) => {
    await tx`set idle_in_transaction_session_timeout = 10`;
    await sleep(200);
    await tx`insert into notes values ('too late')`;
  });
  await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await sleep(20);
  expect(await bodies()).toEqual([]);
});

test("what a lost transaction still tries never runs on the connection's next session", async () => {
  sql = pool(1);
  let laterOutcome: unknown;
  const lost = sql.begin(async (tx) => {
    const [backend] = await tx`select pg_backend_pid() as pid`;
    const waiting = sql`select 1 as one`.execute();
    await kill(backend?.["pid"]);
    await waiting;
    laterOutcome = await tx`insert into notes values ('outside of any transaction')`.catch((error) => error);
    await tx`rollback`.catch(() => undefined);
  });
  await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await expect.poll(() => laterOutcome).toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(await bodies()).toEqual([]);
});

test("a reserved connection that died rejects, and giving it back does no harm", async () => {
  sql = pool(1);
  const reserved = await sql.reserve();
  const [backend] = await reserved`select pg_backend_pid() as pid`;
  await kill(backend?.["pid"]);
  await sleep(20);
  await expect(reserved`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  reserved.release();
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a pool can be ended after one of its connections died in the middle of a query", async () => {
  sql = pool(1);
  const [backend] = await sql`select pg_backend_pid() as pid`;
  const slow = sql`select pg_sleep(30)`.execute();
  slow.catch(() => undefined);
  await sleep(50);
  await kill(backend?.["pid"]);
  await expect(slow).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await sleep(20);
  await sql.end();
});

// From here on: a connection on which several queries are under way. What goes to whom is counted, not named.

test("a transaction that fills what a connection may have under way has that connection for itself", async () => {
  sql = pool(2, { max_pipeline: 1 });
  const both = () => Promise.all([1, 2].map(() => sql`select pg_sleep(0.2)`.execute()));
  await both();
  const busy = both();
  const done = sql.begin(async (tx) => {
    await tx`insert into notes values ('of the transaction')`;
    return "done";
  });
  expect(await done.catch((error: unknown) => error)).toBe("done");
  await busy;
  // What is acknowledged outside of it is there for others to see, and was not left in a transaction that nobody ends.
  await Promise.all([1, 2].map((turn) => sql`insert into notes values (${`acknowledged ${turn}`})`));
  expect((await bodies()).toSorted()).toEqual(["acknowledged 1", "acknowledged 2", "of the transaction"]);
  await admin`delete from notes`;
});

test("a value that cannot be sent fails its own query and no other one", async () => {
  sql = pool(1);
  const echo = (value: string) => sql<{ said: string }[]>`select ${value}::text as said`;
  await echo("once, so that it is prepared");
  const unspeakable = { toString: () => expect.fail("no words") } as unknown as string;
  const all = await Promise.allSettled([sql`select pg_sleep(0.1)`, echo(unspeakable), echo("a"), echo("b")]);
  expect(all.map((one) => (one.status === "fulfilled" ? one.value[0] : "failed"))).toEqual([
    { pg_sleep: "" },
    "failed",
    { said: "a" },
    { said: "b" },
  ]);
});

test("of statements whose table has changed under them none waits for ever, and each answer is its own", async () => {
  sql = pool(1);
  await admin`create table shapes as select n from generate_series(1, 9) as n`;
  const shape = (n: number) => sql<{ n: number; side?: number }[]>`select * from shapes where n = ${n}`;
  await shape(0);
  await admin`alter table shapes add column side int default 1`;
  const settled = await Promise.allSettled([shape(1), shape(2), shape(3)]);
  for (const [index, one] of settled.entries()) {
    if (one.status === "fulfilled") expect([...one.value]).toEqual([{ n: index + 1, side: 1 }]);
    else expect(one.reason).toMatchObject({ routine: "RevalidateCachedQuery" });
  }
  expect([...(await shape(4))]).toEqual([{ n: 4, side: 1 }]);
});

test("nobody gets into a transaction because its connection can be written to again", async () => {
  let socket: Socket | undefined;
  const { hostname, port } = new URL(server.url);
  const dial = async () => (socket = connect(Number(port), hostname));
  sql = pool(1, { socket: dial });
  let seen: Promise<{ body: string }[]> | undefined;
  await sql.begin(async (tx) => {
    await tx`insert into notes values ('not yet')`;
    socket?.emit("drain");
    seen = sql<{ body: string }[]>`select body from notes`.execute();
    await sleep(100);
    await tx`delete from notes`;
  });
  expect([...((await seen) ?? [])]).toEqual([]);
});

test("a connection that dies while it is being set up rejects the query that opened it", async () => {
  const target = new URL(server.url);
  const relay = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    upstream.pipe(client);
    client.on("data", (bytes) => {
      if (!bytes.includes("typarray")) {
        upstream.write(bytes);
        return;
      }
      relay.close();
      upstream.destroy();
      client.end();
    });
    for (const socket of [client, upstream]) socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const url = new URL(server.url);
  url.port = String((relay.address() as AddressInfo).port);
  const relayed = postgres(url.href, { max: 1, backoff: () => 0 });
  pools.push(relayed);
  await expect(relayed`select 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
