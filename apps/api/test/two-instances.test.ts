import { buildApp, createMemoryCache, publishCourse, readEnv } from "@fluentfusion/api";
import type { Cache } from "../src/cache/cache.ts";
import { connect } from "@fluentfusion/db";
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

const instance = (cache: Cache = createMemoryCache(), db = database.db, now = () => new Date()) =>
  buildApp({
    starter: SMALL_STARTER,
    env: readEnv({ LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "0" }),
    db,
    databaseUrl: database.url,
    cache,
    mailer: { send: async () => undefined },
    now,
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

type Instance = Awaited<ReturnType<typeof instance>>;

/** A call that is made as often as it says at once; what each answered. */
async function callOf(at: Instance, accessToken: string, path: string, times = 1): Promise<string[]> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const answers = await Promise.all(
    Array.from({ length: times }, () => at.inject({ url: `/trpc/${path}`, headers })),
  );
  return answers.map(({ statusCode, body }) => `${statusCode} ${body}`);
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
}

async function signedInBy(at: Instance, path: string, payload: object): Promise<Tokens> {
  const response = await at.inject({ method: "POST", url: `/trpc/${path}`, payload });
  return response.json<{ result: { data: Tokens } }>().result.data;
}

const newGuestAt = (at: Instance) =>
  signedInBy(at, "auth.guest", { userType: "tourist", targetLanguage: "kinyarwanda" });
const guestAt = async (at: Instance) => (await newGuestAt(at)).accessToken;

const inputOf = (input: object) => `input=${encodeURIComponent(JSON.stringify(input))}`;

async function firstLessonAt(at: Instance, accessToken: string): Promise<string> {
  const [list = ""] = await callOf(at, accessToken, `lessons.list?${inputOf({})}`);
  return (JSON.parse(list.slice(4)) as Listed).result.data.items[0]?.id ?? "";
}

test("of thirty who want the same thing at once, which nothing is kept of, one asks the database", async () => {
  const one = await instance();
  const [accessToken, another] = [await guestAt(one), await guestAt(one)];
  const lessonId = await firstLessonAt(one, accessToken);
  await one.close();
  const statements: string[] = [];
  const own = connect(database.url, { onStatement: (text) => void statements.push(text) });
  const fresh = await instance(createMemoryCache(), own.db);
  const asking = (words: RegExp) => statements.filter((text) => words.test(text)).length;
  // Callers are remembered once the database is known to tell of every change.
  await vi.waitFor(async () => {
    const before = asking(/from "sessions"/);
    await callOf(fresh, another, "me.get");
    expect(asking(/from "sessions"/)).toBe(before);
  });
  const before = asking(/from "sessions"/);
  const answers = await callOf(fresh, accessToken, `lessons.get?${inputOf({ lessonId })}`, 30);
  expect(new Set(answers.map((answer) => answer.slice(0, 3)))).toEqual(new Set(["200"]));
  expect(asking(/from "sessions"/)).toBe(before + 1);
  expect(asking(/from "exercises"/)).toBe(1);
  await fresh.close();
  await own.close();
});

/** An answer to an exercise, as a device sends it. */
async function answerAt(at: Instance, accessToken: string) {
  const lessonId = await firstLessonAt(at, accessToken);
  const [lesson = ""] = await callOf(at, accessToken, `lessons.get?${inputOf({ lessonId })}`);
  const { exercises } = (JSON.parse(lesson.slice(4)) as Answered).result.data;
  const choice = exercises.find(({ prompt }) => prompt.kind === "choice");
  return {
    id: uuidV7(),
    exerciseId: choice?.id,
    revision: choice?.revision,
    sittingId: null,
    response: { kind: "choice", optionId: choice?.prompt.options?.[0]?.id },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: null,
  };
}

const submitAt = (at: Instance, accessToken: string, payload: object) =>
  at.inject({
    method: "POST",
    url: "/trpc/attempts.submit",
    headers: { authorization: `Bearer ${accessToken}` },
    payload,
  });

const ahead = () => new Date(Date.now() + 26 * 3_600_000);

test("a server whose clock is a day ahead costs its callers a renewal, and an answer is one answer at both", async () => {
  const [right, wrong] = await Promise.all([instance(), instance(createMemoryCache(), database.db, ahead)]);
  const first = await newGuestAt(right);
  expect((await callOf(wrong, first.accessToken, "me.get"))[0]).toMatch(/^401/);
  const second = await signedInBy(wrong, "auth.refresh", { refreshToken: first.refreshToken });
  const answer = await answerAt(wrong, second.accessToken);
  const told = await submitAt(wrong, second.accessToken, answer);
  expect(told.statusCode).toBe(200);
  expect((await callOf(right, second.accessToken, "me.get"))[0]).toMatch(/^401/);
  const third = await signedInBy(right, "auth.refresh", { refreshToken: second.refreshToken });
  expect((await submitAt(right, third.accessToken, answer)).body).toBe(told.body);
  const another = await submitAt(right, third.accessToken, await answerAt(right, third.accessToken));
  expect(another.statusCode).toBe(200);
  const [summary = ""] = await callOf(right, third.accessToken, "progress.summary");
  expect(summary).toContain('"answers":2');
  await Promise.all([right.close(), wrong.close()]);
});

test("what a learner has done at one instance is told by another at once, and after some seconds where no word of it arrives", async () => {
  const shared = createMemoryCache();
  const [one, near, far] = await Promise.all([instance(shared), instance(shared), instance()]);
  const accessToken = await guestAt(one);
  const count = async (at: Instance) => (await callOf(at, accessToken, "progress.summary"))[0] ?? "";
  const before = [await count(near), await count(far)];
  const sent = await submitAt(one, accessToken, await answerAt(one, accessToken));
  expect(sent.statusCode).toBe(200);
  expect(await count(near)).not.toBe(before[0]);
  await vi.waitFor(async () => expect(await count(far)).not.toBe(before[1]), {
    timeout: 6_000,
    interval: 250,
  });
  await Promise.all([one, near, far].map((at) => at.close()));
  await shared.close();
});

interface Listed {
  readonly result: { readonly data: { readonly items: readonly { readonly id: string }[] } };
}

interface Answered {
  readonly result: {
    readonly data: {
      readonly exercises: readonly {
        readonly id: string;
        readonly revision: number;
        readonly prompt: { readonly kind: string; readonly options?: readonly { readonly id: string }[] };
      }[];
    };
  };
}
