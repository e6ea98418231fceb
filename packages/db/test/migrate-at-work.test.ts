import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "../src/migrate.ts";
import {
  createTestDatabase,
  type NextRelease,
  nextRelease,
  type TestDatabase,
} from "../src/testing/index.ts";

let database: TestDatabase;
let sql: Sql;
let release: NextRelease;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 5, onnotice: () => undefined });
  release = nextRelease();
});

afterAll(async () => {
  await sql.end();
  await database.close();
  release.remove();
});

const now = new Date("2026-11-28T00:00:00Z");

async function untilSeen(query: string): Promise<void> {
  await vi.waitFor(async () => expect(await sql.unsafe(query)).not.toEqual([]));
}

test("a migration that needs a table others hold lets those behind it through, and is done when it can be", async () => {
  release.add("9000_column", 'ALTER TABLE "attempts" ADD COLUMN "of_the_future" text;');
  const holder = postgres(database.url, { max: 1 });
  await holder.unsafe("begin");
  await holder.unsafe("select count(*) from attempts");
  const migrating = migrate(database.url, now, release.folder);
  await untilSeen("select from pg_locks where not granted and mode = 'AccessExclusiveLock'");
  const waits: number[] = [];
  const until = performance.now() + 4_000;
  while (performance.now() < until) {
    const from = performance.now();
    await sql`select count(*) from attempts`;
    waits.push(performance.now() - from);
    await sleep(20);
  }
  // It did stand in the way, and not for longer than it may.
  expect(Math.max(...waits)).toBeGreaterThan(200);
  expect(Math.max(...waits)).toBeLessThan(2_000);
  await holder.end();
  await migrating;
  expect(await sql`select of_the_future from attempts`).toEqual([]);
});

test("an index of a table in parts is built while others write, and again when its builder was ended half-way", async () => {
  release.add(
    "9001_index",
    'CREATE INDEX CONCURRENTLY "attempts_of_the_future" ON "attempts" USING btree ("of_the_future");--> statement-breakpoint\nCREATE INDEX CONCURRENTLY "users_of_the_future" ON "users" USING btree ("joined_at");',
  );
  // An old transaction that has written: the index waits for it, and keeps out nobody meanwhile.
  const holder = postgres(database.url, { max: 1 });
  await holder.unsafe("begin");
  await holder.unsafe("delete from attempts_2027_01");
  const migrating = migrate(database.url, now, release.folder);
  const ended = migrating.then(
    () => "done",
    () => "ended",
  );
  // Of this part: on its way there it goes through the same phase with the others, which keep it waiting for nobody.
  await untilSeen(
    "select from pg_stat_progress_create_index where datname = current_database() and relid = 'attempts_2027_01'::regclass and phase like 'waiting%'",
  );
  const other = migrate(database.url, now, release.folder);
  const from = performance.now();
  await sql`delete from attempts_2027_01`;
  expect(performance.now() - from).toBeLessThan(1_000);
  await sql`select pg_terminate_backend(pid) from pg_stat_progress_create_index where datname = current_database()`;
  expect(await ended).toBe("ended");
  const states = () =>
    sql<{ name: string; valid: boolean }[]>`
      select relname as name, indisvalid as valid from pg_index join pg_class on oid = indexrelid
      where relname like '%of_the_future' order by relname`;
  expect((await states()).some(({ valid }) => !valid)).toBe(true);
  await holder.end();
  // The one that waited for its turn finishes it.
  await other;
  const parts = await sql`select from pg_inherits where inhparent = 'attempts'::regclass`;
  const all = await states();
  expect(all.filter(({ valid }) => !valid)).toEqual([]);
  expect(all).toHaveLength(parts.length + 2);
  await migrate(database.url, now, release.folder);
});
