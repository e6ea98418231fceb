import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderMail, postponeMail, readBacklog, takeDueMail } from "./mail.queries.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 8, 0, second));

test("a mail is one sender's until its time is over, then anybody's again", async () => {
  const { db } = database;
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  for (const id of ids) {
    await orderMail(db, { topic: "mail.reset-password", email: `${id}@example.org` }, { id, at: at(0) });
  }
  const take = (now: number) => takeDueMail(db, at(now), at(now + 10));
  expect(await takeDueMail(db, new Date(at(0).getTime() - 1), at(9))).toBeNull();
  const taken = await Promise.all([take(1), take(1), take(1), take(1)]);
  const found = taken.flatMap((mail) => mail?.id ?? []);
  expect(found.toSorted()).toEqual(ids.toSorted());
  expect(await take(10)).toBeNull();
  expect(ids).toContain((await take(11))?.id);
});

test("a mail that was tried in vain has waited since it was ordered", async () => {
  const { db } = database;
  const id = crypto.randomUUID();
  await orderMail(db, { topic: "mail.reset-password", email: "late@example.org" }, { id, at: new Date(0) });
  await postponeMail(db, id, 3, at(50));
  const now = new Date(901_000);
  expect((await readBacklog(db, now)).oldestSeconds).toBe(901);
});
