import { CONTRACT_VERSION } from "@fluentfusion/contract/version";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { QueryClient } from "@tanstack/react-query";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createClient, isErrorCode, newId, readError } from "../src/index.ts";
import { createOptions } from "../src/react.ts";
import { newLearner } from "./support/learner.ts";
import { startWire, type Wire } from "./support/wire.ts";

/** The client's calls against the product's own API, over HTTP, on a real PostgreSQL. */
let api: TestApp;
let wire: Wire;

beforeAll(async () => {
  api = await startTestApp();
  wire = await startWire(api.url, "http://localhost:5173");
});

afterEach(() => {
  wire.reset();
});

afterAll(async () => {
  await wire.close();
  await api.close();
});

async function signedUp() {
  const learner = await newLearner({ url: wire.url });
  wire.reset();
  return learner;
}

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

test("twenty-five calls at once travel in three requests", async () => {
  const { client } = await signedUp();
  await Promise.all(Array.from({ length: 25 }, () => client.api.me.get.query()));
  expect(wire.requests).toHaveLength(3);
});

test("what changes the sign-in travels alone, beside other calls of the same moment", async () => {
  const { client } = await signedUp();
  await Promise.all([
    client.api.me.update.mutate({ timeZone: "Europe/Paris" }),
    client.api.auth.createToken.mutate({ name: "one", scope: "read", days: 1 }),
    client.api.auth.createToken.mutate({ name: "other", scope: "read", days: 1 }),
  ]);
  expect(wire.requests).toHaveLength(3);
});

test("an error says which, with its params, and a type knows its codes", async () => {
  const { client, account } = await signedUp();
  const error = await failureOf(client.register({ ...account, username: "someone else" }));
  if (!isErrorCode(error, "EMAIL_TAKEN")) throw new Error("another error");
  const code: "EMAIL_TAKEN" = error.data.code;
  expect(readError(error)).toMatchObject({ code, httpStatus: 409, path: "auth.register" });
});

test("a client that the server has left behind is told so, once for each call, and its app hears of it", async () => {
  let told = 0;
  const client = createClient({ url: wire.url, onTooOld: () => (told += 1) });
  await client.api.sync.emergencyPack.query();
  expect(told).toBe(0);
  wire.pretend(0);
  const [first, second] = await Promise.all([
    failureOf(client.api.me.get.query()),
    failureOf(client.api.lessons.list.query({})),
  ]);
  expect([readError(first)?.code, readError(second)?.code]).toEqual(["CLIENT_TOO_OLD", "CLIENT_TOO_OLD"]);
  expect(readError(first)?.params).toEqual({ needed: CONTRACT_VERSION });
  expect([told, wire.requests.length]).toEqual([1, 2]);
  wire.pretend(CONTRACT_VERSION + 1);
  expect(await failureOf(client.api.sync.emergencyPack.query())).toBeNull();
});

test("a refused input names its fields", async () => {
  const { client } = await signedUp();
  const error = await failureOf(client.api.lessons.list.query({ limit: 0 }));
  expect(readError(error)).toMatchObject({ code: "INPUT_INVALID", issues: [{ path: ["limit"] }] });
});

test("a query whose answers got lost is asked again until it has one", async () => {
  const { client, account } = await signedUp();
  wire.loseAnswers(2);
  expect((await client.api.me.get.query()).username).toBe(account.username);
  expect(wire.requests).toHaveLength(3);
});

test("what is refused for the moment is sent again, no sooner than the server asks for", async () => {
  const { client } = await signedUp();
  const { id } = await client.api.me.get.query();
  const headers = { authorization: `Bearer ${await client.token()}`, "content-type": "application/json" };
  const init = { method: "POST", headers, body: '{"nativeLanguage":"french"}' };
  const arrivals: number[] = [];
  const isSentAgain = new Promise<void>((resolve) => {
    wire.beforeEach(() => {
      arrivals.push(performance.now());
      if (arrivals.length === 2) resolve();
    });
  });
  let changes: Promise<Response[]> = Promise.resolve([]);
  let read: ReturnType<typeof client.api.auth.sessions.query> | undefined;
  await api.database.db.transaction(async (tx) => {
    await tx.execute(`select 1 from users where id = '${id}' for update`);
    // They wait for the row, in all places that an account has.
    const waiting = Array.from({ length: 17 }, () => fetch(`${api.url}/trpc/me.update`, init));
    changes = Promise.all(waiting);
    expect((await Promise.race(waiting)).status).toBe(429);
    read = client.api.auth.sessions.query();
    await Promise.race([isSentAgain, failureOf(read)]);
  });
  expect(await read).toHaveLength(1);
  await changes;
  expect(arrivals.length).toBeGreaterThan(1);
  // The server asks for half a second at least.
  for (const [place, at] of arrivals.slice(1).entries())
    expect(at - (arrivals[place] ?? 0)).toBeGreaterThan(490);
});

test("an answer to an exercise whose receipt got lost is counted once and gets the same receipt", async () => {
  const { client } = await signedUp();
  const { items } = await client.api.recommendations.list.query();
  const lessonId = items[0]?.lesson.id ?? "";
  wire.loseAnswers(1);
  const sitting = await client.api.session.start.mutate({ id: newId(), mode: "lesson", lessonId });
  const [exercise] = sitting.exercises;
  const attempt = {
    id: newId(),
    exerciseId: exercise?.id ?? "",
    revision: exercise?.revision ?? 0,
    sittingId: sitting.id,
    response: { kind: "type" as const, text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  };
  wire.reset();
  wire.loseAnswers(1);
  const receipt = await client.api.attempts.submit.mutate(attempt);
  expect(wire.requests).toHaveLength(2);
  expect(await client.api.attempts.submit.mutate(attempt)).toEqual(receipt);
  expect((await client.api.attempts.list.query({})).items).toHaveLength(1);
  const other = { ...attempt, response: { kind: "type" as const, text: "Mwiriwe" } };
  const conflict = await failureOf(client.api.attempts.submit.mutate(other));
  expect(isErrorCode(conflict, "ATTEMPT_CONFLICT")).toBe(true);
});

test("a change that might be made twice is sent once, and its failure is no answer of the server", async () => {
  const { client } = await signedUp();
  wire.loseAnswers(1);
  const error = await failureOf(client.api.me.update.mutate({ username: `once ${newId().slice(-12)}` }));
  expect(error).toBeInstanceOf(Error);
  expect(readError(error)).toBeNull();
  expect(wire.requests).toHaveLength(1);
});

test("an answer that begins and never ends fails after the client's time", async () => {
  const { store } = await signedUp();
  const hasty = createClient({ url: wire.url, refresh: store, timeoutMs: 1500 });
  await hasty.restore();
  wire.stall(true);
  const error = await failureOf(hasty.api.me.update.mutate({ targetLanguage: "french" }));
  expect(String(error)).toContain("did not answer in time");
  expect(readError(error)).toBeNull();
});

test("a call that is aborted before it left makes no request", async () => {
  const { client } = await signedUp();
  const controller = new AbortController();
  const call = client.api.me.get.query(undefined, { signal: controller.signal });
  controller.abort();
  expect(await failureOf(call)).toMatchObject({ cause: { name: "AbortError" } });
  expect(await failureOf(client.api.me.get.query(undefined, { signal: controller.signal }))).toBeInstanceOf(
    Error,
  );
  // What is sent after them shows that they were not.
  await client.api.me.update.mutate({ targetLanguage: "french" });
  expect(wire.requests).toEqual(["POST /trpc/me.update"]);
});

test("a call that is aborted under way ends at once, is not repeated, and leaves the others of its batch alone", async () => {
  const { client, account } = await signedUp();
  const controller = new AbortController();
  let isAnswered = false;
  let isFirstOver: Promise<unknown> = Promise.resolve();
  wire.beforeEach(async () => {
    controller.abort();
    // The batch is not handed on before the aborted call has ended.
    await isFirstOver;
  });
  const first = client.api.me.get.query(undefined, { signal: controller.signal });
  isFirstOver = failureOf(first);
  const second = client.api.me.get.query().finally(() => {
    isAnswered = true;
  });
  await isFirstOver;
  expect(isAnswered).toBe(false);
  expect((await second).username).toBe(account.username);
  expect(wire.requests).toEqual(["GET /trpc/me.get,me.get"]);
});

test("an infinite query reads page after page to the end", async () => {
  const { client } = await signedUp();
  const queryClient = new QueryClient();
  const options = createOptions(client, queryClient).lessons.list.infiniteQueryOptions(
    { limit: 1 },
    { getNextPageParam: (page) => page.nextCursor },
  );
  const { pages } = await queryClient.fetchInfiniteQuery({ ...options, pages: 100 });
  const all = await client.api.lessons.list.query({ limit: 100 });
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flatMap((page) => page.items)).toEqual(all.items);
});

test("an address may end in a slash; one that is none is refused at once", async () => {
  const { client } = await newLearner({ url: `${wire.url}/` });
  expect((await client.api.badges.list.query()).items.length).toBeGreaterThan(0);
  expect(() => createClient({ url: "localhost:8000" })).toThrow("url must begin with");
});

test("a page where the API should be is asked for once", async () => {
  let asked = 0;
  const site = createServer((_req, res) => {
    asked += 1;
    res.setHeader("content-type", "text/html").end("<!doctype html>");
  });
  await new Promise<void>((resolve) => {
    site.listen(0, "127.0.0.1", resolve);
  });
  const { port } = site.address() as AddressInfo;
  const client = createClient({ url: `http://127.0.0.1:${port}` });
  expect(readError(await failureOf(client.api.badges.list.query()))).toBeNull();
  expect(asked).toBe(1);
  site.close();
});
