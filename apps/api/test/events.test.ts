import { buildApp, type Cache, createMemoryCache, createRedisCache, readEnv } from "@fluentfusion/api";
import type { LiveEvent, SubmitAttemptInput } from "@fluentfusion/contract";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { followStream as follow } from "./support/follow-stream.ts";
import { SMALL_STARTER } from "./support/small-course.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(async () => {
  await app.close();
});

/** Another instance on the same database; unless told otherwise, with a cache that hears nothing of the first one. */
async function otherInstance(cache: Cache = createMemoryCache()) {
  const instance = await buildApp({
    starter: SMALL_STARTER,
    env: readEnv({ LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "0" }),
    db: app.database.db,
    databaseUrl: app.database.url,
    cache,
    mailer: { send: async () => undefined },
    now: () => new Date(),
    newId: () => uuidV7(),
  });
  return { url: await instance.listen({ host: "127.0.0.1", port: 0 }), close: () => instance.close() };
}

async function answers(client: Client, count: number): Promise<SubmitAttemptInput[]> {
  const { items } = await client.lessons.list.query({});
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  return Array.from({ length: count }, (_, index) => {
    const exercise = lesson.exercises[index % 3];
    if (exercise === undefined) throw new Error("no exercise");
    return {
      id: uuidV7(),
      exerciseId: exercise.id,
      revision: exercise.revision,
      sittingId: null,
      response: { kind: "type", text: ["Muraho", "Mwaramutse", "Mwiriwe"][index % 3] ?? "" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: null,
    };
  });
}

test("what is earned on one device shows on the other, with the badge", async () => {
  const { client, accessToken } = await app.register();
  const stream = follow(app.url, accessToken);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(1));
  expect(stream.events()[0]).toMatchObject({ type: "ready", seq: 0 });
  const receipts = [];
  for (const input of await answers(client, 4)) receipts.push(await client.attempts.submit.mutate(input));
  const earned = receipts.flatMap(({ badgesEarned }) => badgesEarned);
  expect(earned.length).toBeGreaterThan(0);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(5));
  expect(stream.events().map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
  expect(stream.events().flatMap(({ badgesEarned }) => badgesEarned)).toEqual(earned);
  await stream.stop();
});

test("a stream goes on exactly where it was cut, at another instance and after a restart", async () => {
  const { client, accessToken } = await app.register();
  const inputs = await answers(client, 12);
  const seen: number[] = [];
  let last: string | undefined = "0";
  let other = await otherInstance();
  for (let part = 0; part < 4; part += 1) {
    const stream = follow(part % 2 === 0 ? app.url : other.url, accessToken, last);
    const batch = inputs.slice(part * 3, part * 3 + 3);
    // Some before the reader is back, some after.
    for (const input of batch) await client.attempts.submit.mutate(input);
    await vi.waitFor(() => expect(stream.events().length).toBeGreaterThan(0), { timeout: 15_000 });
    // The connection breaks in the middle of what was sent.
    await stream.stop();
    const cut = stream.received.filter(({ name }) => name === "message").slice(0, 2);
    seen.push(...cut.map(({ data }) => (JSON.parse(data) as LiveEvent).seq));
    last = cut.at(-1)?.id ?? last;
    if (part % 2 === 1) {
      await other.close();
      other = await otherInstance();
    }
  }
  const rest = follow(other.url, accessToken, last);
  await vi.waitFor(() => expect(seen.length + rest.events().length).toBe(12), { timeout: 15_000 });
  seen.push(...rest.events().map(({ seq }) => seq));
  expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  await rest.stop();
  await other.close();
});

test("word that never arrives only makes an event late: another instance looks by itself", async () => {
  const { client, accessToken } = await app.register();
  const other = await otherInstance();
  const stream = follow(other.url, accessToken);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(1));
  for (const input of await answers(client, 1)) await client.attempts.submit.mutate(input);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(2), { timeout: 10_000 });
  await stream.stop();
  await other.close();
});

test("asking now and then tells the same as the stream", async () => {
  const { client } = await app.register();
  expect(await client.events.since.query({})).toEqual({ events: [], cursor: 0, more: false });
  for (const input of await answers(client, 5)) await client.attempts.submit.mutate(input);
  const first = await client.events.since.query({ after: 0, limit: 3 });
  const rest = await client.events.since.query({ after: first.cursor });
  expect([...first.events, ...rest.events].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect([first.more, rest.more]).toEqual([true, false]);
});

test("three streams a learner and no more", async () => {
  const { accessToken } = await app.register();
  const streams = Array.from({ length: 3 }, () => follow(app.url, accessToken));
  await vi.waitFor(() => expect(streams.every((stream) => stream.events().length === 1)).toBe(true));
  const fourth = follow(app.url, accessToken);
  await vi.waitFor(() => expect(fourth.received.at(-1)?.data).toContain("RATE_LIMITED"));
  await Promise.all([...streams, fourth].map((stream) => stream.stop()));
  // The server notices a moment later that they have gone.
  await vi.waitFor(async () => {
    const again = follow(app.url, accessToken);
    await vi.waitFor(() => expect(again.received.length).toBeGreaterThan(0));
    await again.stop();
    expect(again.events()).toHaveLength(1);
  });
});

test("what is taken back shows on the other device at once", async () => {
  const { client, accessToken } = await app.register();
  const [input] = await answers(client, 1);
  if (input === undefined) throw new Error("no answer");
  await client.attempts.submit.mutate(input);
  const stream = follow(app.url, accessToken);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(1));
  const undo = { id: uuidV7(), attemptId: input.id, undoneAt: input.answeredAt };
  await client.attempts.undo.mutate(undo);
  // Without word the stream looks every five seconds.
  await vi.waitFor(() => expect(stream.events()).toHaveLength(2), { timeout: 3_000 });
  expect(stream.events()[1]).toMatchObject({ type: "undo", id: undo.id, attemptId: input.id });
  await stream.stop();
});

const redisUrl = process.env["REDIS_URL"] ?? "";
const connectRedis = () => createRedisCache(redisUrl);

test.skipIf(redisUrl === "")(
  "over Redis, instances that come and go tell each other, and a reader misses and repeats nothing",
  async () => {
    const { client, accessToken } = await app.register();
    const inputs = await answers(client, 30);
    const [writing, reading] = [await connectRedis(), await connectRedis()];
    const writer = await otherInstance(writing);
    let reader = await otherInstance(reading);
    const submit = async (input: SubmitAttemptInput) => {
      const response = await fetch(`${writer.url}/trpc/attempts.submit`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
        body: JSON.stringify(input),
      });
      expect(response.status).toBe(200);
    };
    const seen: number[] = [];
    let last = "0";
    for (let part = 0; part < 3; part += 1) {
      const stream = follow(reader.url, accessToken, last);
      const batch = inputs.slice(part * 10, part * 10 + 10);
      for (const input of batch.slice(0, 2)) await submit(input);
      const hasSeenAllOf = (sent: number) => () => expect(stream.events().at(-1)?.seq).toBe(part * 10 + sent);
      await vi.waitFor(hasSeenAllOf(2), { timeout: 10_000 });
      for (const input of batch.slice(2, 5)) await submit(input);
      // Word comes over Redis: without it the stream looks every five seconds.
      await vi.waitFor(hasSeenAllOf(5), { timeout: 3_000 });
      const rest = Promise.all(batch.slice(5).map(submit));
      // The instance is stopped with answers on their way; the reader comes back to its successor.
      await reader.close();
      await rest;
      seen.push(...stream.events().map(({ seq }) => seq));
      last = String(seen.at(-1));
      await stream.stop();
      reader = await otherInstance(reading);
    }
    const rest = follow(reader.url, accessToken, last);
    await vi.waitFor(() => expect(rest.events().at(-1)?.seq ?? seen.at(-1)).toBe(30), { timeout: 10_000 });
    seen.push(...rest.events().map(({ seq }) => seq));
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    await rest.stop();
    await Promise.all([writer.close(), reader.close()]);
    await Promise.all([writing.close(), reading.close()]);
  },
  30_000,
);

test("a stranger gets no stream", async () => {
  const stream = follow(app.url, "nobody.has.this.token");
  await stream.done;
  expect(stream.events()).toEqual([]);
  expect(stream.received.at(-1)?.data).toContain("UNAUTHENTICATED");
});

test("a stream ends when its session does", async () => {
  const { client, accessToken } = await app.register();
  const stream = follow(app.url, accessToken);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(1));
  await client.auth.logoutEverywhere.mutate();
  await vi.waitFor(() => expect(stream.received.at(-1)?.data).toContain("UNAUTHENTICATED"), {
    timeout: 10_000,
  });
  await stream.done;
});

test("a server that is told to stop ends its streams at once, and their readers come back", async () => {
  const { accessToken } = await app.register();
  const other = await otherInstance();
  const stream = follow(other.url, accessToken);
  await vi.waitFor(() => expect(stream.events()).toHaveLength(1));
  const startedAt = performance.now();
  await other.close();
  await stream.done;
  expect(performance.now() - startedAt).toBeLessThan(3000);
  // `return` would tell tRPC's client that there is nothing more to come.
  expect(stream.received.map(({ name }) => name)).not.toContain("return");
});
