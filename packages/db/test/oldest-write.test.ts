import { once } from "node:events";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, watchOldestWrite } from "../src/index.ts";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

/** A transaction that has written, and is open until it is told to end. */
async function openWrite() {
  const pool = connect(database.url, { max: 1 });
  const over = new AbortController();
  let done: Promise<void> = Promise.resolve();
  const id = await new Promise<string>((begun) => {
    done = pool.db.transaction(async (tx) => {
      const [row] = await tx.execute<{ id: string }>(sql`select pg_current_xact_id()::text as id`);
      begun(row?.id ?? "");
      await once(over.signal, "abort");
    });
  });
  const end = async () => {
    over.abort();
    await done;
    await pool.close();
  };
  return { id, end };
}

async function oldestId(): Promise<string | undefined> {
  const [row] = await database.db.execute<{ id: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as id`,
  );
  return row?.id;
}

test("a transaction that has written is as old as it was seen open, and the next one counts for itself", async () => {
  let clock = 0;
  const readAge = watchOldestWrite(database.db, () => clock);
  const [first, second] = [await openWrite(), await openWrite()];
  // Others on this server write as well: what was open before them ends soon.
  await expect.poll(oldestId, { timeout: 8_000 }).toBe(first.id);
  const ages: number[] = [];
  for (const at of [1_000, 21_000, 62_000]) {
    clock = at;
    ages.push(await readAge());
  }
  expect(ages).toEqual([0, 20, 61]);
  await first.end();
  clock = 63_000;
  expect(await readAge()).toBe(0);
  await second.end();
  clock = 64_000;
  // What others had open at the look before ends soon, too.
  await expect.poll(readAge, { timeout: 8_000 }).toBe(0);
});
