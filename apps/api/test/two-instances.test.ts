import { buildApp, createMemoryCache, publishCourse, readEnv } from "@fluentfusion/api";
import type { Cache } from "../src/cache/cache.ts";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { SMALL_COURSE, SMALL_STARTER } from "./support/small-course.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

const instance = (cache: Cache = createMemoryCache()) =>
  buildApp({
    starter: SMALL_STARTER,
    env: readEnv({ LOG_LEVEL: "silent" }),
    db: database.db,
    databaseUrl: database.url,
    cache,
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

test("what is kept in memory is made anew after a change: at once where it was made, and where the word arrives", async () => {
  const cache = createMemoryCache();
  const [one, other] = await Promise.all([instance(cache), instance(cache)]);
  const registered = await one.inject({
    method: "POST",
    url: "/trpc/auth.register",
    payload: {
      username: "Kept In Memory",
      email: "kept@example.org",
      password: "imigongo and hills",
      userType: "tourist",
      targetLanguage: "kinyarwanda",
    },
  });
  const { accessToken } = registered.json<{ result: { data: { accessToken: string } } }>().result.data;
  const headers = { authorization: `Bearer ${accessToken}` };
  const me = async (at: typeof one, etag?: string) =>
    at.inject({
      url: "/trpc/me.get",
      headers: { ...headers, ...(etag !== undefined && { "if-none-match": etag }) },
    });
  const first = await me(other);
  const etag = String(first.headers["etag"]);
  expect(first.headers["cache-control"]).toBe("private, no-cache");
  expect((await me(other, etag)).statusCode).toBe(304);

  await one.inject({
    method: "POST",
    url: "/trpc/me.update",
    headers,
    payload: { username: "Another Name" },
  });
  for (const at of [one, other]) {
    const answer = await me(at, etag);
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ result: { data: { username: string } } }>().result.data.username).toBe(
      "Another Name",
    );
  }
  // Nothing of it is anybody else's.
  const stranger = await other.inject({ url: "/trpc/me.get", headers: { "if-none-match": etag } });
  expect(stranger.statusCode).toBe(401);
  await Promise.all([one.close(), other.close()]);
  await cache.close();
});
