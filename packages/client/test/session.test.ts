import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buildApp, createMemoryCache, publishCourse, readEnv } from "@fluentfusion/api";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createClient, isErrorCode, memoryTokenStore, newId, readError } from "../src/index.ts";

/** The product's own client against the product's own API, over HTTP, through a server between them that counts. */
let database: TestDatabase;
let app: Awaited<ReturnType<typeof buildApp>>;
let between: Server;
let url: string;

let clock: Date | null = null;
let requests: string[] = [];
/** How many answers get lost on the way back, from now on. */
let answersToLose = 0;

/** Hands a request on, and its answer back unless it is to get lost. */
async function pass(target: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  requests.push(`${req.method} ${req.url?.split("?", 1)[0]}`);
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array));
  const { authorization, "content-type": type } = req.headers;
  const answer = await fetch(`${target}${req.url}`, {
    method: req.method ?? "GET",
    headers: {
      ...(type === undefined ? {} : { "content-type": type }),
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  });
  const body = await answer.text();
  if (answersToLose > 0) {
    answersToLose -= 1;
    req.socket.destroy();
    return;
  }
  res.writeHead(answer.status, { "content-type": "application/json" }).end(body);
}

beforeAll(async () => {
  database = await createTestDatabase();
  await publishCourse(database.db, { hash: "empty", items: [], lessons: [] }, new Date());
  app = await buildApp({
    env: readEnv({ LOG_LEVEL: "silent" }),
    db: database.db,
    cache: createMemoryCache(),
    now: () => clock ?? new Date(),
    newId,
  });
  const target = await app.listen({ host: "127.0.0.1", port: 0 });
  between = createServer((req, res) => {
    pass(target, req, res).catch(() => req.socket.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  const address = between.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

afterEach(() => {
  clock = null;
  requests = [];
  answersToLose = 0;
});

afterAll(async () => {
  between.closeAllConnections();
  between.close();
  await app.close();
  await database.close();
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

let people = 0;
async function signedUp(onSignedOut: () => void = () => undefined) {
  people += 1;
  const store = memoryTokenStore();
  const client = createClient({ url, refresh: store, onSignedOut });
  const account = { email: `client.${people}@example.org`, password: "lake Kivu at dawn" };
  await client.register({
    ...account,
    username: `client ${people}`,
    userType: "tourist",
    targetLanguage: "french",
  });
  requests = [];
  return { client, store, account };
}

test("twenty calls after the token has ended renew it once and all succeed", async () => {
  const { client } = await signedUp();
  clock = inMinutes(32);
  const users = await Promise.all(Array.from({ length: 20 }, () => client.api.me.get.query()));
  expect(users).toHaveLength(20);
  expect(requests.filter((line) => line.includes("auth.refresh"))).toHaveLength(1);
});

test("twenty-five calls at once travel in three requests", async () => {
  const { client } = await signedUp();
  await Promise.all(Array.from({ length: 25 }, () => client.api.me.get.query()));
  expect(requests).toHaveLength(3);
});

test("an error says which, with its params, and a type knows its codes", async () => {
  const { client, account } = await signedUp();
  const again = client.register({
    ...account,
    username: "someone else",
    userType: "tourist",
    targetLanguage: "french",
  });
  const error: unknown = await again.catch((reason: unknown) => reason);
  expect(isErrorCode(error, "EMAIL_TAKEN")).toBe(true);
  expect(readError(error)).toMatchObject({ code: "EMAIL_TAKEN", httpStatus: 409, path: "auth.register" });
});

test("a session is taken up again from its store, and ends for good at sign-out", async () => {
  const { client, store } = await signedUp();
  const later = createClient({ url, refresh: store });
  expect((await later.restore())?.username).toContain("client");
  await later.signOut();
  expect(await later.restore()).toBeNull();
  await expect(client.api.me.get.query()).rejects.toSatisfy((error) => isErrorCode(error, "UNAUTHENTICATED"));
});

test("a session that the server has ended is told once, and calls fail with their code", async () => {
  let told = 0;
  const { client } = await signedUp(() => {
    told += 1;
  });
  clock = inMinutes(91 * 24 * 60);
  const calls = await Promise.allSettled(Array.from({ length: 5 }, () => client.api.me.get.query()));
  expect(
    calls.every((call) => call.status === "rejected" && isErrorCode(call.reason, "UNAUTHENTICATED")),
  ).toBe(true);
  expect(told).toBe(1);
});

test("an answer lost on the way back is asked for again: queries and repeatable mutations, not registrations", async () => {
  const { client } = await signedUp();
  answersToLose = 2;
  expect((await client.api.me.get.query()).username).toContain("client");
  expect(requests).toHaveLength(3);
  requests = [];
  answersToLose = 1;
  const input = { id: newId(), mode: "review" as const };
  expect((await client.api.session.start.mutate(input)).id).toBe(input.id);
  requests = [];
  answersToLose = 1;
  const update = client.api.me.update.mutate({ username: "once only" });
  const error: unknown = await update.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(readError(error)).toBeNull();
  expect(requests).toHaveLength(1);
});

test("a call that is aborted ends at once and is not repeated", async () => {
  const { client } = await signedUp();
  const controller = new AbortController();
  const call = client.api.me.get.query(undefined, { signal: controller.signal });
  controller.abort();
  await expect(call).rejects.toThrow();
});
