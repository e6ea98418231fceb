import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { asLearner, connect, type Db } from "../src/index.ts";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.execute(sql`create table counters (id int primary key, value int not null)`);
  await database.db.execute(sql`grant all on counters to public`);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.db.execute(sql`delete from counters`);
  await database.db.execute(sql`insert into counters values (1, 0), (2, 0)`);
});

const raise = (tx: Pick<Db, "execute">, id: number) =>
  tx.execute(sql`update counters set value = value + 1 where id = ${id}`);

const values = async () =>
  (await database.db.execute<{ value: number }>(sql`select value from counters order by id`)).map(
    ({ value }) => value,
  );

/** Until a statement waits for a lock of this database's. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await database.db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (waiting.length > 0) return;
  }
}

/** Resolves for everybody once so many have come. */
function meeting(count: number): () => Promise<void> {
  let open: () => void;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  let came = 0;
  return () => {
    came += 1;
    if (came === count) open();
    return all;
  };
}

test("of two transactions that lock each other out both are done, each once", async () => {
  const meet = meeting(2);
  let tries = 0;
  const crosswise = (first: number, second: number) =>
    database.db.transaction(async (tx) => {
      tries += 1;
      await raise(tx, first);
      await meet();
      await raise(tx, second);
      return first;
    });
  expect(await Promise.all([crosswise(1, 2), crosswise(2, 1)])).toEqual([1, 2]);
  expect(tries).toBe(3);
  expect(await values()).toEqual([2, 2]);
});

test("behind the wall of a learner, too", async () => {
  const meet = meeting(2);
  const walled = asLearner(database.db, "00000000-0000-7000-8000-000000000000");
  const crosswise = (first: number, second: number) =>
    walled.transaction(async (tx) => {
      await raise(tx, first);
      await meet();
      await raise(tx, second);
    });
  await Promise.all([crosswise(1, 2), crosswise(2, 1)]);
  expect(await values()).toEqual([2, 2]);
});

test("a lone statement that another transaction was in the way of is done again, behind a wall and without", async () => {
  const holder = connect(database.url, { max: 1 });
  for (const db of [database.db, asLearner(database.db, "00000000-0000-7000-8000-000000000000")]) {
    await database.db.execute(sql`update counters set value = 0`);
    let both = Promise.resolve<unknown>(null);
    await holder.db.transaction(async (tx) => {
      await raise(tx, 1);
      // Who looks whether they lock each other out is taken back.
      await tx.execute(sql`set local deadlock_timeout = '1min'`);
      // Takes the second row and waits for the first.
      both = Promise.resolve(
        db.execute(sql`
          with second as (select id from counters where id = 2 for update)
          update counters set value = value + 1 from second where counters.id <= second.id`),
      );
      void both.catch(() => undefined);
      await untilSomebodyWaits();
      await raise(tx, 2);
    });
    await both;
    expect(await values()).toEqual([2, 2]);
  }
  await holder.close();
});

test("transactions that cannot have run one after the other are done one after the other", async () => {
  const meet = meeting(2);
  const copyFrom = (from: number, to: number) =>
    database.db.transaction(
      async (tx) => {
        const [row] = await tx.execute<{ value: number }>(sql`select value from counters where id = ${from}`);
        await meet();
        await tx.execute(sql`update counters set value = ${(row?.value ?? 0) + 1} where id = ${to}`);
      },
      { isolationLevel: "serializable" },
    );
  await Promise.all([copyFrom(1, 2), copyFrom(2, 1)]);
  // One saw what the other did; without it both would be 1.
  expect((await values()).toSorted((a, b) => a - b)).toEqual([1, 2]);
});

test.each([
  { code: "40001", tries: 4 },
  { code: "40P01", tries: 4 },
  { code: "55P03", tries: 1 },
  { code: "57014", tries: 1 },
  { code: "23505", tries: 1 },
])("what fails with $code is tried $tries times, then told", async ({ code, tries }) => {
  let done = 0;
  const failing = database.db.transaction(async (tx) => {
    done += 1;
    await raise(tx, 1);
    await tx.execute(sql.raw(`do $$ begin raise exception 'in a test' using errcode = '${code}'; end $$`));
  });
  await expect(failing).rejects.toMatchObject({ cause: { code } });
  expect(done).toBe(tries);
  expect(await values()).toEqual([0, 0]);
});

test("work that fails by itself is not done again", async () => {
  let done = 0;
  const failing = database.db.transaction(async (tx) => {
    done += 1;
    await raise(tx, 1);
    throw new Error("its own fault");
  });
  await expect(failing).rejects.toThrow("its own fault");
  expect(done).toBe(1);
});

test("a connection that is lost in the middle is not tried again: nobody knows what was done", async () => {
  let done = 0;
  const failing = database.db.transaction(async (tx) => {
    done += 1;
    await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
  });
  await expect(failing).rejects.toThrow();
  expect(done).toBe(1);
});

test("a statement that was prepared before a migration is prepared anew, in a transaction too", async () => {
  const pool = connect(database.url, { max: 1 });
  const read = async () =>
    pool.db.transaction(async (tx) => [...(await tx.execute(sql`select * from counters where id = ${1}`))]);
  expect(await read()).toEqual([{ id: 1, value: 0 }]);
  await database.db.execute(sql`alter table counters add column note text`);
  expect(await read()).toEqual([{ id: 1, value: 0, note: null }]);
  await pool.close();
});

test("a lone statement, too, wherever it stands behind others on its connection", async () => {
  const pool = connect(database.url, { max: 1 });
  const read = () => pool.db.execute(sql`select * from counters where id = ${2}`);
  await read();
  await database.db.execute(sql`alter table counters add column remark text`);
  const rows = await Promise.all([pool.db.execute(sql`select pg_sleep(0.1)`), read(), read(), read()]);
  for (const [row] of rows.slice(1)) expect(row).toMatchObject({ id: 2, remark: null });
  await pool.close();
});

test("so is one behind a wall, which is sent with what comes before and after it", async () => {
  const pool = connect(database.url, { max: 1 });
  const walled = asLearner(pool.db, "00000000-0000-7000-8000-000000000000");
  const read = () => walled.execute(sql`select * from counters where id = ${1}`);
  await read();
  await database.db.execute(sql`alter table counters add column mark text`);
  for (const [row] of await Promise.all([read(), read()])) expect(row).toMatchObject({ id: 1, mark: null });
  await pool.close();
});

test("what PostgreSQL does not support is told at once", async () => {
  let done = 0;
  const failing = database.db.transaction(async (tx) => {
    done += 1;
    await tx.execute(sql`select value from counters group by value for update`);
  });
  await expect(failing).rejects.toMatchObject({ cause: { code: "0A000" } });
  expect(done).toBe(1);
});
