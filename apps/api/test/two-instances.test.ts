import { buildApp, createMemoryCache, publishCourse, readEnv } from "@fluentfusion/api";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { SMALL_COURSE } from "./support/small-course.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

const instance = () =>
  buildApp({
    env: readEnv({ LOG_LEVEL: "silent" }),
    db: database.db,
    databaseUrl: database.url,
    cache: createMemoryCache(),
    mailer: { send: async () => undefined },
    now: () => new Date(),
    newId: () => uuidV7(),
  });

test("instances that load the same course at once publish each lesson once", async () => {
  const published = await Promise.all(
    Array.from({ length: 3 }, () => publishCourse(database.db, SMALL_COURSE, new Date())),
  );
  expect(published.toSorted((a, b) => a - b)).toEqual([0, 0, 4]);
  expect(await publishCourse(database.db, SMALL_COURSE, new Date())).toBe(0);
});

test("a token of one instance is good at the other, and what one publishes the other soon shows", async () => {
  const [one, other] = await Promise.all([instance(), instance()]);
  const registered = await one.inject({
    method: "POST",
    url: "/trpc/auth.register",
    payload: {
      username: "Keza",
      email: "keza@example.org",
      password: "two servers, one lake",
      userType: "tourist",
      targetLanguage: "kinyarwanda",
    },
  });
  const { accessToken } = registered.json<{ result: { data: { accessToken: string } } }>().result.data;
  const titles = async () => {
    const response = await other.inject({
      url: "/trpc/lessons.list?input=%7B%7D",
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const body = response.json<{ result: { data: { items: { title: string; revision: number }[] } } }>();
    return body.result.data.items.map((item) => `${item.title} r${item.revision}`);
  };
  expect(await titles()).toHaveLength(4);

  const [first, ...rest] = SMALL_COURSE.lessons;
  if (first === undefined) throw new Error("no lesson");
  const lessons = [{ ...first, title: "A better title" }, ...rest.slice(0, 2)];
  const changed = await publishCourse(
    database.db,
    { ...SMALL_COURSE, hash: "small-course-2", lessons },
    new Date(),
  );
  expect(changed).toBe(1);
  await vi.waitFor(
    async () => {
      const shown = await titles();
      expect(shown).toHaveLength(3);
      expect(shown[0]).toBe("A better title r2");
    },
    { timeout: 5000, interval: 200 },
  );
  await Promise.all([one.close(), other.close()]);
});
