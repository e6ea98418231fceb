import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { schema } from "@fluentfusion/db";
import type { AppRouter } from "@fluentfusion/api";
import { createTRPCClient, httpBatchStreamLink, TRPCClientError } from "@trpc/client";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMemoryCache } from "../src/cache/memory-cache.ts";
import { AT_WORK_MAX } from "../src/limits/admission.ts";
import { AT_ONCE_MAX } from "../src/limits/at-once.ts";
import type { Limit } from "../src/limits/limit.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "30", TRUST_PROXY: "1" });
});

afterAll(async () => {
  await app.close();
});

let subscribers = 0;
/** Requests through the proxy from an address that nothing has come from yet. */
function fromElsewhere() {
  subscribers += 1;
  const address = `203.0.113.${subscribers}`;
  return (path: string, init: RequestInit) => send(app.url + path, init, address);
}

function send(url: string, init: RequestInit, forwardedFor: string) {
  const headers = new Headers(init.headers);
  headers.set("x-forwarded-for", forwardedFor);
  return fetch(url, { ...init, headers });
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

interface Refusal {
  readonly error: { readonly data: { readonly code: string; readonly params: { retryAfterMs: number } } };
}

test("a batch of ten pays ten, each answer says what is left, and who has nothing left is told when to return", async () => {
  const { accessToken } = await app.register();
  const ask = (calls: number) => {
    const path = Array.from({ length: calls }, () => "me.get").join(",");
    return fetch(`${app.url}/trpc/${path}?batch=1&input={}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
  };
  const first = await ask(1);
  expect(first.headers.get("ratelimit-policy")).toBe('"account";q=30;w=60');
  expect(first.headers.get("ratelimit")).toMatch(/^"account";r=29;t=\d+$/);
  expect((await ask(10)).headers.get("ratelimit")).toMatch(/^"account";r=19;/);
  await ask(10);
  const refused = await ask(10);
  expect(refused.status).toBe(429);
  const [{ error }] = (await refused.json()) as [Refusal];
  expect(error.data.code).toBe("RATE_LIMITED");
  expect(error.data.params.retryAfterMs).toBeGreaterThan(50_000);
  expect(Number(refused.headers.get("retry-after"))).toBe(Math.ceil(error.data.params.retryAfterMs / 1000));
  const rest = await fetch(`${app.url}/api/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(rest.status).toBe(429);
  expect(rest.headers.get("ratelimit")).toMatch(/^"account";r=0;/);
  expect(rest.headers.has("retry-after")).toBe(true);
  expect(await rest.json()).toMatchObject({ detail: "Too many requests", code: "RATE_LIMITED" });
  const other = await app.register();
  expect(await codeOf(other.client.me.get.query())).toBeNull();
});

test("an account that asks for more at once than half of what is served at once is refused, and nobody else is", async () => {
  const server = await startTestApp();
  const [one, other] = await Promise.all([server.register(), server.register()]);
  const as = ({ accessToken }: typeof one, path: string, init: RequestInit = {}) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${accessToken}` };
    return fetch(server.url + path, { headers, ...init });
  };
  // Needs no database, so that it does not wait.
  const missing = async (who: typeof one) => (await as(who, "/trpc/me.nothing")).status;
  // Whose token it is is known from here on.
  const isServed = async () => (await as(one, "/api/users/me")).status === 200;
  expect(await isServed()).toBe(true);
  const [over, isHeld] = [new AbortController(), new AbortController()];
  const heldFrom = once(isHeld.signal, "abort");
  const held = server.database.db.transaction(async (tx) => {
    await tx.select().from(schema.users).where(eq(schema.users.id, one.userId)).for("update");
    isHeld.abort();
    await once(over.signal, "abort");
  });
  await heldFrom;
  const change = () => as(one, "/trpc/me.update", { method: "POST", body: `{"nativeLanguage":"french"}` });
  const changing = Array.from({ length: AT_ONCE_MAX / 2 }, change);
  // Whose token it is may be forgotten at any moment: whenever something was changed about the account.
  await server.database.db.execute(sql`select pg_notify('fluentfusion_actors', ${one.userId})`);
  await sleep(200);
  while (changing.length <= AT_ONCE_MAX) changing.push(change());
  // The others wait.
  expect((await Promise.race(changing)).status).toBe(429);
  const rest = await as(one, "/api/users/me");
  expect([rest.status, await rest.json()]).toMatchObject([429, { code: "RATE_LIMITED" }]);
  expect(Number(rest.headers.get("retry-after"))).toBeLessThanOrEqual(2);
  expect(await missing(other)).toBe(404);
  over.abort();
  await held;
  const statuses = (await Promise.all(changing)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(AT_ONCE_MAX);
  expect([await isServed(), await missing(one)]).toEqual([true, 404]);
  await server.close();
});

/** What a client is told of a call that failed. */
function told(one: PromiseSettledResult<unknown>): unknown {
  return one.status === "rejected" && one.reason instanceof TRPCClientError ? one.reason.data : one;
}

test("a batch in pieces that has nothing left is refused as a whole and told when to return, each of its calls", async () => {
  const { accessToken } = await app.register();
  const headers = { authorization: `Bearer ${accessToken}` };
  const link = httpBatchStreamLink<AppRouter>({ url: `${app.url}/trpc`, headers, maxItems: 10 });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const ten = () => Promise.allSettled(Array.from({ length: 10 }, () => client.me.get.query()));
  for (let i = 0; i < 3; i += 1)
    expect((await ten()).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => "fulfilled"));
  const params = { retryAfterMs: expect.any(Number) as number };
  const refusal = { code: "RATE_LIMITED", httpStatus: 429, path: null, params };
  expect((await ten()).map(told)).toMatchObject(Array.from({ length: 10 }, () => refusal));
  const path = "/trpc/me.get,me.get?batch=1&input={}";
  const refused = await fetch(app.url + path, {
    headers: { ...headers, "trpc-accept": "application/jsonl" },
  });
  const { error } = (await refused.json()) as Refusal;
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe(String(Math.ceil(error.data.params.retryAfterMs / 1000)));
  expect(refused.headers.get("ratelimit")).toMatch(/^"account";r=0;/);
});

test("a call of a batch in pieces that is refused by itself is told when to return, and the others are answered", async () => {
  const ample = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  const { accessToken } = await ample.register();
  const headers = { authorization: `Bearer ${accessToken}` };
  const link = httpBatchStreamLink<AppRouter>({ url: `${ample.url}/trpc`, headers });
  const { me } = createTRPCClient<AppRouter>({ links: [link] });
  const withWrongOne = () => me.delete.mutate({ password: "wrong, and again wrong" });
  for (let i = 0; i < 10; i += 1) expect(await codeOf(withWrongOne())).toBe("CREDENTIALS_WRONG");
  const [tooMany, other] = await Promise.allSettled([withWrongOne(), me.update.mutate({})]);
  const params = { retryAfterMs: expect.any(Number) as number };
  expect(told(tooMany)).toMatchObject({ code: "RATE_LIMITED", httpStatus: 429, path: "me.delete", params });
  expect(other.status).toBe("fulfilled");
  await ample.close();
});

const signIn = (from: ReturnType<typeof fromElsewhere>, email: string, password = "wrong, and again wrong") =>
  from("/trpc/auth.login", json({ email, password }));

test("ten wrong passwords for one account are all, from wherever, and whether or not there is such an account", async () => {
  const email = "uwera@example.org";
  await app.register({ email });
  for (const tried of [email, "nobody@example.org"]) {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await signIn(fromElsewhere(), tried)).status);
    expect([tried, ...statuses]).toEqual([tried, ...Array.from({ length: 10 }, () => 401), 429, 429]);
  }
  const form = new URLSearchParams({ username: email.toUpperCase(), password: "imigongo and hills" });
  const original = await fromElsewhere()("/api/auth/login", { method: "POST", body: form });
  expect(original.status).toBe(429);
});

test("strangers who use up an account's tries do not keep out a browser that has signed in to it before", async () => {
  const email = "known.device@example.org";
  await app.register({ email });
  const right = { email, password: "imigongo and hills", refreshTransport: "cookie" };
  const first = await fromElsewhere()("/trpc/auth.login", json(right));
  const cookie = first.headers.getSetCookie().find((one) => one.startsWith("ff_device=")) ?? "";
  for (let i = 0; i < 11; i += 1) await signIn(fromElsewhere(), email);
  expect((await signIn(fromElsewhere(), email, right.password)).status).toBe(429);
  const withCookie = (body: unknown) => {
    const init = json(body);
    const headers = { ...(init.headers as Record<string, string>), cookie: cookie.split(";", 1)[0] ?? "" };
    return fromElsewhere()("/trpc/auth.login", { ...init, headers });
  };
  expect((await withCookie(right)).status).toBe(200);
  expect((await withCookie({ ...right, email: "other@example.org" })).status).toBe(401);
  const statuses = [];
  for (let i = 0; i < 11; i += 1)
    statuses.push((await withCookie({ ...right, password: "a guess, a guess" })).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
});

test("strangers who ask for an account's five mails an hour leave the owner's browser its own", async () => {
  const email = "asked.for@example.org";
  await app.register({ email });
  const right = { email, password: "imigongo and hills", refreshTransport: "cookie" };
  const signedIn = await fromElsewhere()("/trpc/auth.login", json(right));
  const device = signedIn.headers.getSetCookie().find((one) => one.startsWith("ff_device=")) ?? "";
  const ask = async (cookie = "", address = email) => {
    const headers = { "content-type": "application/json", cookie };
    const init = { ...json({ email: address }), headers };
    return (await fromElsewhere()("/trpc/auth.requestPasswordReset", init)).status;
  };
  const six = async (cookie?: string) => {
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push(await ask(cookie));
    return statuses;
  };
  const [cookie = ""] = device.split(";", 1);
  expect(await six()).toEqual([200, 200, 200, 200, 200, 429]);
  expect(await six(cookie)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(await ask(cookie, "somebody.else@example.org")).toBe(200);
});

test("a guest of the same hotel who has used up its address leaves the owner's browser its mails", async () => {
  const email = "in.a.hotel@example.org";
  await app.register({ email });
  const fromHotel = fromElsewhere();
  const right = { email, password: "imigongo and hills", refreshTransport: "cookie" };
  const signedIn = await fromHotel("/trpc/auth.login", json(right));
  const device = signedIn.headers.getSetCookie().find((one) => one.startsWith("ff_device=")) ?? "";
  const [cookie = ""] = device.split(";", 1);
  const ask = async (address: string, headers: Readonly<Record<string, string>>) => {
    const init = json({ email: address });
    const all = { "content-type": "application/json", ...headers };
    return (await fromHotel("/trpc/auth.requestPasswordReset", { ...init, headers: all })).status;
  };
  for (let i = 0; i < 50; i += 1) await ask(`somebody${i}@example.org`, {});
  expect(await ask(email, {})).toBe(429);
  expect(await ask(email, { cookie })).toBe(200);
});

test("whoever once had the password has fifty tries, however many browsers they signed in with", async () => {
  const email = "many.devices@example.org";
  await app.register({ email });
  const right = { email, password: "imigongo and hills", refreshTransport: "cookie" };
  const cookies = [];
  for (let i = 0; i < 6; i += 1) {
    const signedIn = await fromElsewhere()("/trpc/auth.login", json(right));
    cookies.push(
      signedIn.headers
        .getSetCookie()
        .find((one) => one.startsWith("ff_device="))
        ?.split(";", 1)[0] ?? "",
    );
  }
  const statuses = [];
  for (const cookie of cookies) {
    for (let i = 0; i < 10; i += 1) {
      const init = json({ ...right, password: "a guess, a guess" });
      const headers = { "content-type": "application/json", cookie };
      statuses.push((await fromElsewhere()("/trpc/auth.login", { ...init, headers })).status);
    }
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(50);
});

test("what there was no time to look at is no try", async () => {
  const email = "in.a.storm@example.org";
  await app.register({ email });
  // More at once than may be hashed and wait, of which ten at the most are of this account.
  const storm = Array.from({ length: 120 }, (_, i) =>
    signIn(fromElsewhere(), i % 12 === 11 ? email : `storm${i}@example.org`),
  );
  const own = (await Promise.all(storm)).filter((_, i) => i % 12 === 11).map(({ status }) => status);
  const looked = own.filter((status) => status === 401).length;
  expect([looked, own.filter((status) => status === 503).length]).toEqual([expect.any(Number), 10 - looked]);
  expect(looked).toBeLessThan(10);
  const statuses: number[] = [];
  for (let i = looked; i < 11; i += 1) statuses.push((await signIn(fromElsewhere(), email)).status);
  expect(statuses).toEqual([...Array.from({ length: 10 - looked }, () => 401), 429]);
});

test("who knows the password is not kept out by a few slips", async () => {
  const email = "slips@example.org";
  await app.register({ email });
  for (let i = 0; i < 4; i += 1) {
    const from = fromElsewhere();
    for (let slip = 0; slip < 5; slip += 1) expect((await signIn(from, email)).status).toBe(401);
    expect((await signIn(from, email, "imigongo and hills")).status).toBe(200);
  }
});

test("guesses from one address at many accounts end, however they are addressed", async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 52; i += 1) {
    const address = `10.${i}.0.1, 2001:db8:5:6::${i.toString(16)}`;
    const init = json({ email: `guess${i}@example.org`, password: "the same for all" });
    const response = await send(`${app.url}/trpc/auth.login`, init, address);
    statuses.push(response.status);
  }
  // Calls are limited for this address too: 300 points a minute, ten for each try.
  expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
  expect(statuses.slice(30).every((status) => status === 429)).toBe(true);
});

test("without a trusted proxy a made-up address changes nothing", async () => {
  const direct = await startTestApp();
  const statuses: number[] = [];
  for (let i = 0; i < 52; i += 1) {
    const init = json({ email: `guess${i}@example.org`, password: "the same for all" });
    statuses.push((await send(`${direct.url}/trpc/auth.login`, init, `198.51.100.${i}`)).status);
  }
  await direct.close();
  expect(statuses.filter((status) => status === 401)).toHaveLength(50);
  expect(statuses.slice(50)).toEqual([429, 429]);
});

test("claiming an account counts as signing up: an address that had its thousand has neither", async () => {
  const cache = createMemoryCache();
  // The first stands for all but three of the thousand.
  let cost = 997;
  const limiter = (limit: Limit) => {
    const plain = cache.limiter(limit);
    if (limit.name !== "sign-up-address") return plain;
    const consume = (key: string) => {
      const points = cost;
      cost = 1;
      return plain.consume(key, points);
    };
    return { ...plain, consume };
  };
  const direct = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" }, { cache: { ...cache, limiter } });
  const taken = "taken@example.org";
  await direct.register({ email: taken });
  const wish = { userType: "tourist", targetLanguage: "kinyarwanda" } as const;
  const guest = direct.as((await direct.anonymous.auth.guest.mutate(wish)).accessToken);
  const claim = () => codeOf(guest.auth.claim.mutate({ email: taken, password: "imigongo and hills" }));
  const signUp = () => codeOf(direct.register({ email: taken }));
  expect([await claim(), await signUp()]).toEqual(["EMAIL_TAKEN", "EMAIL_TAKEN"]);
  expect([await signUp(), await claim()]).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
  await direct.close();
});

test("an address with a broken escape gets the one error shape", async () => {
  const rest = await fetch(`${app.url}/api/lessons/%zz`);
  expect([rest.status, await rest.json()]).toMatchObject([400, { detail: "The request is not valid" }]);
  expect(rest.headers.get("x-request-id")).toBeTruthy();
  const trpc = await fetch(`${app.url}/trpc/%zz`);
  expect([trpc.status, await trpc.json()]).toMatchObject([
    400,
    { error: { data: { code: "INPUT_INVALID" } } },
  ]);
});

/** What the server says over a connection until it closes it, and how long that takes. */
async function untilClosed(socket: Socket): Promise<{ text: string; took: number }> {
  const before = performance.now();
  let text = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "close");
  return { text, took: performance.now() - before };
}

/** Each begins a request and never ends it. */
const SLOW = {
  headers: "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
  body: "POST /trpc/attempts.submit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{",
} as const;
/** More than may be at work at once. */
const MANY = 2 * AT_WORK_MAX;

test("who sends slowly on purpose is told 408 and cut off, and takes nobody's place meanwhile", async () => {
  const port = Number(new URL(app.url).port);
  const begun = [SLOW.headers, SLOW.body].map((start) =>
    Array.from({ length: MANY }, () => {
      const socket = connect(port, "127.0.0.1");
      socket.write(start);
      return untilClosed(socket);
    }),
  );
  // By then all of them are there.
  await sleep(1_000);
  for (const path of ["/api/lessons", "/trpc/lessons.list?input=%7B%7D"]) {
    const { status } = await fetch(app.url + path);
    expect([path, status]).not.toEqual([path, 503]);
  }
  const [headers = [], bodies = []] = await Promise.all(begun.map((all) => Promise.all(all)));
  for (const [{ text, took }, within] of [
    ...headers.map((one) => [one, 8_000] as const),
    ...bodies.map((one) => [one, 13_000] as const),
  ]) {
    expect(took).toBeLessThan(within);
    const [head = "", body = ""] = text.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n[^]*connection: close/);
    const [, requestId] = /x-request-id: (\S+)/.exec(head) ?? [];
    const [, seconds] = /retry-after: (\d+)/.exec(head) ?? [];
    const said = JSON.parse(body) as { params: { retryAfterMs: number } };
    expect(said).toEqual({
      detail: expect.any(String),
      code: "UNAVAILABLE",
      params: { retryAfterMs: expect.any(Number) },
      request_id: requestId,
    });
    expect(Number(seconds)).toBe(Math.ceil(said.params.retryAfterMs / 1000));
  }
});
