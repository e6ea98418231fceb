import { once } from "node:events";
import { type AddressInfo, connect as dial, createServer } from "node:net";
import { asLearner, connect, schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;
const amina = crypto.randomUUID();
const keza = crypto.randomUUID();

const day = (learnerId: string) => ({
  learnerId,
  day: "2026-11-23",
  answers: 1,
  right: 1,
  elapsedMs: 2000,
  xp: 10,
});

beforeAll(async () => {
  database = await createTestDatabase();
  for (const id of [amina, keza]) {
    await database.db.insert(schema.users).values({
      id,
      username: `learner ${id.slice(0, 8)}`,
      userType: "tourist",
      targetLanguage: "kinyarwanda",
      nativeLanguage: "english",
    });
    await database.db.insert(schema.streakDays).values(day(id));
  }
});

afterAll(async () => {
  await database.close();
});

/** The SQLSTATE that a query fails with; `null` when it succeeds. */
async function stateOf(query: PromiseLike<unknown>): Promise<string | null> {
  try {
    await query;
    return null;
  } catch (error) {
    return String((error as { cause?: { code?: string } }).cause?.code);
  }
}

const REFUSED = "42501";

test("behind the wall a query that forgot its WHERE clause sees one learner", async () => {
  const db = asLearner(database.db, amina);
  expect(await db.select().from(schema.streakDays)).toEqual([day(amina)]);
  expect((await db.select({ id: schema.users.id }).from(schema.users)).map(({ id }) => id)).toEqual([amina]);
  expect(await database.db.select().from(schema.streakDays)).toHaveLength(2);
});

test("rows of another learner cannot be made, changed or taken away", async () => {
  const db = asLearner(database.db, amina);
  expect(await stateOf(db.insert(schema.streakDays).values({ ...day(keza), day: "2026-11-24" }))).toBe(
    REFUSED,
  );
  await db.update(schema.streakDays).set({ answers: 9 });
  await db.delete(schema.streakDays).where(eq(schema.streakDays.learnerId, keza));
  const all = await database.db.select().from(schema.streakDays);
  expect(all.find(({ learnerId }) => learnerId === keza)).toEqual(day(keza));
  expect(all.find(({ learnerId }) => learnerId === amina)?.answers).toBe(9);
});

test("nobody raises their own role, rewrites the log or what was written down, or reads it", async () => {
  const db = asLearner(database.db, amina);
  expect(await stateOf(db.update(schema.users).set({ role: "admin" }))).toBe(REFUSED);
  expect(await stateOf(db.update(schema.users).set({ disabledAt: null }))).toBe(REFUSED);
  expect(await stateOf(db.update(schema.attempts).set({ score: 1 }))).toBe(REFUSED);
  expect(await stateOf(db.delete(schema.attempts))).toBe(REFUSED);
  expect(await stateOf(db.select().from(schema.auditLog))).toBe(REFUSED);
  expect(await stateOf(db.delete(schema.auditLog))).toBe(REFUSED);
  expect(await stateOf(db.insert(schema.catalogueState).values({ version: 1, courseHash: "x" }))).toBe(
    REFUSED,
  );
  for (const statement of ["truncate streak_days", "create table x ()", "select * from attempts_default"]) {
    expect([statement, await stateOf(db.execute(sql.raw(statement)))]).toEqual([statement, REFUSED]);
  }
});

test("the wall stands in transactions, and in the savepoints within them", async () => {
  const db = asLearner(database.db, amina);
  const seen = await db.transaction(async (tx) => {
    const outer = await tx.select().from(schema.streakDays);
    const inner = await tx.transaction((nested) => nested.select().from(schema.streakDays));
    return [...outer, ...inner];
  });
  expect(new Set(seen.map(({ learnerId }) => learnerId))).toEqual(new Set([amina]));
  await expect(
    db.transaction(async (tx) => {
      await tx.update(schema.streakDays).set({ answers: 100 });
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  expect((await db.select().from(schema.streakDays))[0]?.answers).not.toBe(100);
});

test("nothing of a wall stays with a connection, whatever is mixed on it", async () => {
  const mixed = await Promise.all(
    Array.from({ length: 120 }, async (_, i) => {
      if (i % 3 === 0) return [2, (await database.db.select().from(schema.streakDays)).length];
      const learnerId = i % 3 === 1 ? amina : keza;
      const rows = await asLearner(database.db, learnerId).select().from(schema.streakDays);
      return [learnerId, ...rows.map((row) => row.learnerId)];
    }),
  );
  for (const [expected, ...seen] of mixed) expect(seen).toEqual([expected]);
});

test("what is refused behind a wall leaves nothing of it with the connection", async () => {
  const pool = connect(database.url, { max: 1 });
  const walled = asLearner(pool.db, amina);
  const refused = await Promise.all([
    stateOf(walled.insert(schema.streakDays).values({ ...day(keza), day: "2026-11-25" })),
    stateOf(walled.insert(schema.streakDays).values(day(amina))),
    pool.db.select().from(schema.streakDays),
  ]);
  expect(refused).toEqual([REFUSED, "23505", expect.toSatisfy((rows: unknown[]) => rows.length === 2)]);
  const [{ role, learner } = {}] = await pool.db.execute<{ role: string; learner: string }>(sql`
    select current_user as role, current_setting('app.learner_id', true) as learner`);
  expect([role === "fluentfusion_learner", learner]).toEqual([false, ""]);
  await pool.close();
});

test("a lone statement behind a wall goes to the database and back once", async () => {
  let ways = 0;
  const { port } = new URL(database.url);
  const server = createServer((inside) => {
    const outside = dial(Number(port), "127.0.0.1");
    inside.on("data", (chunk) => {
      ways += 1;
      outside.write(chunk);
    });
    outside.pipe(inside);
    for (const socket of [inside, outside]) socket.on("error", () => undefined);
    inside.on("close", () => outside.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  const pool = connect(url.href, { max: 1 });
  const read = () => asLearner(pool.db, amina).select().from(schema.streakDays);
  // It is prepared the first time.
  await read();
  ways = 0;
  expect(await read()).toHaveLength(1);
  expect(ways).toBe(1);
  await pool.close();
  server.close();
});

test("a lone statement behind a wall has its turn among others that leave no connection idle", async () => {
  const pool = connect(database.url, { max: 2 });
  const over = new AbortController();
  const others = Array.from({ length: 6 }, async () => {
    while (!over.signal.aborted) await pool.db.execute(sql`select pg_sleep(0.01)`);
  });
  const walled = asLearner(pool.db, amina);
  for (let count = 0; count < 10; count += 1)
    expect(await walled.select().from(schema.streakDays)).toHaveLength(1);
  over.abort();
  await Promise.all(others);
  await pool.close();
});

test("every table that holds something of a person has a wall", async () => {
  const open = await database.db.execute<{ relname: string }>(sql`
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname in ('learner_id', 'user_id') and not c.relrowsecurity`);
  expect(open.map(({ relname }) => relname)).toEqual([]);
});
