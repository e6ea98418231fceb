import { asLearner, connect, type Database } from "@fluentfusion/db";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, oneConnection, type TestDatabase } from "../src/testing/index.ts";

let place: TestDatabase;
let database: Database;
const seconds = oneConnection();

beforeAll(async () => {
  place = await createTestDatabase();
  // As the databases of tests are, but for how they end.
  database = connect(place.url, { measure: seconds.measure });
});

afterAll(async () => {
  await database.close();
  await place.close();
});

const ONE = sql`select 1`;
const SECOND = { message: expect.stringContaining("a second connection is wanted within a transaction") };

/** What the database itself said, beneath what drizzle says of it. */
const causeOf = (work: Promise<unknown>) =>
  work.catch((error: unknown) => {
    throw error instanceof Error && error.cause !== undefined ? error.cause : error;
  });

test("tests refuse work that asks for a second connection while it holds one", async () => {
  const { db } = database;
  const own = asLearner(db, crypto.randomUUID());
  expect(seconds.mustBeNone).not.toThrow();
  const within = (work: () => Promise<unknown>) => causeOf(db.transaction(async () => work()));
  await expect(within(() => db.execute(ONE))).rejects.toMatchObject(SECOND);
  await expect(within(() => db.transaction((tx) => tx.execute(ONE)))).rejects.toMatchObject(SECOND);
  await expect(within(() => own.execute(ONE))).rejects.toMatchObject(SECOND);
  await expect(causeOf(own.transaction(async () => db.execute(ONE)))).rejects.toMatchObject(SECOND);
  const later = async () => Promise.resolve().then(() => db.execute(ONE));
  await expect(within(later)).rejects.toMatchObject(SECOND);
  // Also where whoever was refused says nothing of it.
  expect(seconds.mustBeNone).toThrow(/select 1/);
});

test("what a transaction does over its own connection, and what goes on after it, is let through", async () => {
  const { db } = database;
  let wentOn: Promise<unknown> = Promise.resolve();
  const rows = await db.transaction(async (tx) => {
    wentOn = new Promise((resolve) => setTimeout(resolve, 50)).then(() => db.execute(ONE));
    return tx.transaction((inner) => inner.execute(ONE));
  });
  expect(rows).toHaveLength(1);
  expect(await wentOn).toHaveLength(1);
  const beside = [db.transaction((tx) => tx.execute(ONE)), db.execute(ONE)];
  expect(await Promise.all(beside)).toHaveLength(2);
});

test("a transaction over one pool stands in the way of no other pool, and hides none that another has open", async () => {
  const [one, other] = [database.db, place.db];
  expect(await one.transaction(async () => other.execute(ONE))).toHaveLength(1);
  const inOther = async () => other.transaction(async () => one.execute(ONE));
  expect(await inOther()).toHaveLength(1);
  await expect(causeOf(one.transaction(inOther))).rejects.toMatchObject(SECOND);
});
