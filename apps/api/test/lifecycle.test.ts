import { once } from "node:events";
import { Agent, get, request } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import { readFacts } from "@fluentfusion/db";
import { createTestDatabase, type Door, makeDoor, type TestDatabase } from "@fluentfusion/db/testing";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { v7 as uuidV7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { checkDatabase } from "../src/check-database.ts";
import { buildServer } from "./support/processes.ts";
import { type ServerProcess, startServerProcess } from "./support/server-process.ts";

// A process takes some seconds to start, on a busy machine many.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let database: TestDatabase;
let door: Door;
let behind: number;
let databaseUrl: string;
let built: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  [built, database] = await Promise.all([buildServer(), createTestDatabase()]);
  const url = new URL(database.url);
  behind = Number(url.port || 5432);
  door = await makeDoor();
  url.port = String(door.port);
  databaseUrl = url.href;
});

afterAll(async () => {
  await door.shut();
  await database.close();
});

beforeEach(() => door.open(behind));

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.signal("SIGKILL");
    await server.ended;
  }
  await door.shut();
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const server = await startServerProcess(built, { DATABASE_URL: databaseUrl, ...settings });
  running.push(server);
  return server;
}

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true });

/** Over a connection that is kept alive, unlike `fetch` with one that can be looked at. */
function send(url: string, body?: unknown, token = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const method = body === undefined ? "GET" : "POST";
    const sent = request(url, { method, headers, agent }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on("end", () => {
        const { statusCode = 0, headers: got } = answer;
        resolve({ status: statusCode, connection: got.connection, body: text });
      });
    });
    sent.once("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function newLearner(server: ServerProcess): Promise<{ token: string; userId: string }> {
  const name = `person ${uuidV7().slice(-12)}`;
  const answer = await send(`${server.url}/trpc/auth.register`, {
    username: name,
    email: `${name.replace(" ", ".")}@example.org`,
    password: "imigongo and hills",
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  });
  const { accessToken, user } = (
    JSON.parse(answer.body) as { result: { data: { accessToken: string; user: { id: string } } } }
  ).result.data;
  return { token: accessToken, userId: user.id };
}

test("told to stop, a server is first not ready, answers what was begun, sends its streams elsewhere, and ends with 0", async () => {
  const server = await start({ STOP_GRACE_SECONDS: "1" });
  await server.untilReady(30_000);
  const { token, userId } = await newLearner(server);
  let streamed = "";
  const streamEnded = new Promise<void>((resolve) => {
    const headers = { accept: "text/event-stream", authorization: `Bearer ${token}` };
    get(`${server.url}/trpc/events.stream?input=%7B%7D`, { headers }, (events) => {
      events.on("data", (chunk: Buffer) => {
        streamed += chunk.toString();
      });
      events.on("close", resolve);
    });
  });
  await vi.waitFor(() => expect(streamed).toContain('"ready"'), 10_000);
  expect(streamed).toMatch(/^retry: \d{4}\nevent: connected\n/);

  // Somebody else holds the learner's row, so this answer takes as long as we like.
  const holder = postgres(database.url, { max: 1 });
  await holder.unsafe("begin");
  await holder`select from users where id = ${userId} for update`;
  const begun = send(`${server.url}/trpc/me.update`, { timeZone: "Africa/Kigali" }, token);
  await vi.waitFor(async () => {
    const [waiting] = await database.db.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_locks where not granted`,
    );
    expect(waiting?.count).toBeGreaterThan(0);
  });
  const from = performance.now();
  server.signal("SIGTERM");
  await vi.waitFor(async () =>
    expect(await server.ready()).toMatchObject({ httpStatus: 503, status: "draining", database: true }),
  );
  // Whoever has not noticed yet is still served, on a connection that ends with it.
  expect(await send(`${server.url}/health`)).toMatchObject({ status: 200, connection: "close" });
  await vi.waitFor(() => expect(fetch(`${server.url}/health`)).rejects.toThrow(), { timeout: 10_000 });
  expect(performance.now() - from).toBeGreaterThan(900);
  await holder.end();
  expect(await begun).toMatchObject({ status: 200, connection: "close" });
  await streamEnded;
  expect(streamed).toMatch(/\nevent: draining\nretry: \d{4,5}\n\n$/);
  expect(await server.ended).toBe(0);
  expect(performance.now() - from).toBeLessThan(10_000);
});

/** What comes over a connection until it ends. */
async function heardOver(socket: Socket): Promise<string> {
  let text = "";
  socket.on("error", (error) => {
    text += `(${error.message})`;
  });
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) text += String(chunk);
  return text;
}

test("a server that is behind when it is told to stop answers what the system had taken for it", async () => {
  const server = await start();
  await server.untilReady(20_000);
  const port = Number(new URL(server.url).port);
  const ask = "GET /health HTTP/1.1\r\nhost: x\r\n\r\n";
  const asked = (count: number) => Array.from({ length: count }, () => connect(port, "127.0.0.1"));
  const kept = asked(10);
  for (const socket of kept) {
    socket.write(ask);
    await once(socket, "readable");
    expect(String(socket.read())).toMatch(/^HTTP\/1.1 200 /);
  }
  // As a process that has too much to do, it neither reads nor lets anyone in.
  server.signal("SIGSTOP");
  const fresh = asked(50);
  await Promise.all(fresh.map((socket) => once(socket, "connect")));
  const all = [...kept, ...fresh];
  for (const socket of all) socket.write(ask);
  server.signal("SIGTERM");
  server.signal("SIGCONT");
  const heard = await Promise.all(all.map(heardOver));
  expect(heard.filter((text) => !/^HTTP\/1.1 200 [^]*"healthy"[^]*}$/.test(text))).toEqual([]);
  expect(await server.ended).toBe(0);
});

test("a server whose database is away lives, says that it is not ready, and serves within a second of its coming, and does not wait for what hangs", async () => {
  // Schema and course are those of the server before it, as after a restart of the machine.
  await door.shut();
  const redis = await makeDoor();
  const server = await start({ REDIS_URL: `redis://127.0.0.1:${redis.port}` });
  expect(await server.ready()).toEqual({
    httpStatus: 503,
    status: "starting",
    database: false,
    migrations: false,
    cache: false,
  });
  for (const path of ["/trpc/lessons.list", "/trpc/auth.me", "/api/lessons", "/api/users/me"]) {
    const answer = await fetch(server.url + path);
    if (answer.status === 404) continue;
    expect([path, answer.status, await answer.text()]).toEqual([
      path,
      503,
      expect.stringContaining("UNAVAILABLE"),
    ]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(server.output()).toContain("waiting: DATABASE_URL");
  await door.open(behind);
  expect(await server.untilReady(10_000)).toBeLessThan(5_000);
  expect(await server.ready()).toMatchObject({
    status: "ready",
    database: true,
    migrations: true,
    cache: false,
  });
  const { token } = await newLearner(server);
  expect((await send(`${server.url}/trpc/lessons.list?input=%7B%7D`, undefined, token)).status).toBe(200);

  // The database goes, and then it hangs instead of refusing: whoever knocks gets no word.
  await door.shut();
  await vi.waitFor(async () => expect((await server.ready()).status).toBe("not ready"), { timeout: 5_000 });
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    silent.listen(door.port, "127.0.0.1", resolve);
  });
  for (let asked = 0; asked < 20; asked += 1) {
    const from = performance.now();
    expect((await server.ready()).httpStatus).toBe(503);
    expect(performance.now() - from).toBeLessThan(2_000);
  }
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  silent.close();
  await door.open(behind);
  expect(await server.untilReady(10_000)).toBeLessThan(8_000);

  // The rest of this request never comes.
  const slow = request(`${server.url}/trpc/me.update`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": "100",
      authorization: `Bearer ${token}`,
    },
  });
  slow.on("error", () => undefined);
  slow.write("{");
  await vi.waitFor(() => expect(slow.socket?.bytesWritten).toBeGreaterThan(100));
  const told = performance.now();
  server.signal("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(performance.now() - told).toBeLessThan(12_000);
});

test("a server in which nobody caught an error answers what it has begun, says so and ends in failure", async () => {
  const defect = `process.on("SIGUSR2", () => Promise.reject(new Error("nobody waits for this")))`;
  const server = await start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(defect)}` });
  await server.untilReady(20_000);
  const { token, userId } = await newLearner(server);
  const holder = postgres(database.url, { max: 1 });
  await holder.unsafe("begin");
  await holder`select from users where id = ${userId} for update`;
  const begun = send(`${server.url}/trpc/me.update`, { timeZone: "Africa/Kigali" }, token);
  await vi.waitFor(async () => {
    const [waiting] = await database.db.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_locks where not granted`,
    );
    expect(waiting?.count).toBeGreaterThan(0);
  });
  server.signal("SIGUSR2");
  await vi.waitFor(() => expect(server.output()).toContain("nobody waits for this"), { timeout: 5_000 });
  await holder.end();
  expect(await begun).toMatchObject({ status: 200, connection: "close" });
  expect(await server.ended).toBe(1);
});

test("a server whose role may not migrate waits for the owner to do so", async () => {
  const migrations = sql`drizzle.__drizzle_migrations`;
  const login = `login_${uuidV7().replaceAll("-", "")}`;
  await database.db.execute(
    sql.raw(`create role ${login} login password 'of a test' in role fluentfusion_api`),
  );
  const url = new URL(databaseUrl);
  url.username = login;
  url.password = encodeURIComponent("of a test");
  // As if the newest migration were to come.
  await database.db.execute(sql`update ${migrations} set created_at = created_at - 1
    where created_at = (select max(created_at) from ${migrations})`);
  const [server, other] = await Promise.all([
    start({ DATABASE_URL: url.href }),
    start({ DATABASE_URL: url.href, STOP_GRACE_SECONDS: "60" }),
  ]);
  await vi.waitFor(() => expect(server.output()).toContain("run pnpm migrate as its owner"), {
    timeout: 10_000,
  });
  expect(await server.ready()).toMatchObject({ httpStatus: 503, status: "starting", migrations: false });
  expect((await fetch(`${server.url}/trpc/lessons.list`)).status).toBe(503);
  // Whoever was never ready has nobody to wait for.
  other.signal("SIGTERM");
  expect(await other.ended).toBe(0);
  await database.db.execute(sql`update ${migrations} set created_at = created_at + 1
    where created_at = (select max(created_at) from ${migrations})`);
  expect(await server.untilReady(10_000)).toBeLessThan(5_000);
  server.signal("SIGTERM");
  await server.ended;
  await database.db.execute(sql.raw(`drop role ${login}`));
});

test("in production no database is served from that may lose what it has acknowledged", async () => {
  const production = { isProduction: true, databaseUrl: database.url, trustedStorage: false };
  const facts = await readFacts(database.url);
  const durable = {
    ...facts,
    fsync: true,
    fullPageWrites: true,
    synchronousCommit: "on",
    isSuperuser: false,
  };
  expect(checkDatabase(durable, production)).toEqual([]);
  for (const [weak, told] of [
    [{ fsync: false }, "fsync"],
    [{ fullPageWrites: false }, "full_page_writes"],
    [{ synchronousCommit: "off" }, "synchronous_commit"],
    [{ version: 140_012 }, "PostgreSQL 14"],
  ] as const) {
    const bad = { ...durable, ...weak };
    expect(() => checkDatabase(bad, production)).toThrow(told);
    if ("version" in weak) continue;
    expect(checkDatabase(bad, { ...production, isProduction: false })[0]).toContain(told);
  }
  const trusted = { ...production, trustedStorage: true };
  expect(checkDatabase({ ...durable, fsync: false, fullPageWrites: false }, trusted)).toEqual([]);
  expect(() => checkDatabase({ ...durable, synchronousCommit: "off" }, trusted)).toThrow(
    "synchronous_commit",
  );
  expect(checkDatabase({ ...durable, isSuperuser: true }, production)[0]).toContain("superuser");
  const role = `weak_${uuidV7().replaceAll("-", "")}`;
  await database.db.execute(sql.raw(`create role ${role} login password 'of a test'`));
  await database.db.execute(sql.raw(`alter role ${role} set synchronous_commit = off`));
  const asRole = new URL(database.url);
  asRole.username = role;
  asRole.password = encodeURIComponent("of a test");
  expect(await readFacts(asRole.href)).toMatchObject({ synchronousCommit: "off", isSuperuser: false });
  await database.db.execute(sql.raw(`drop role ${role}`));
});
