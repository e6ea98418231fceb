import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createClient, isErrorCode, memoryTokenStore, newId } from "../src/index.ts";
import { newLearner } from "./support/learner.ts";
import { startWire, type Wire } from "./support/wire.ts";

/** The client's session against the product's own API, over HTTP, on a real PostgreSQL. */
let api: TestApp;
let wire: Wire;

const ORIGIN = "http://localhost:5173";

beforeAll(async () => {
  api = await startTestApp();
  wire = await startWire(api.url, ORIGIN);
});

afterEach(() => {
  api.setClock(null);
  wire.reset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

afterAll(async () => {
  await wire.close();
  await api.close();
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

const isUnauthenticated = (error: unknown) => isErrorCode(error, "UNAUTHENTICATED");

test("a program's token is a client's session until it is revoked, and nobody signs in over it", async () => {
  const { client } = await newLearner({ url: wire.url });
  const { token, id } = await client.api.auth.createToken.mutate({ name: "a job", scope: "write", days: 1 });
  const program = createClient({ url: wire.url, token });
  expect(await program.restore()).toMatchObject({ id: (await client.api.me.get.query()).id });
  expect(await program.token()).toBe(token);
  await program.api.me.update.mutate({ targetLanguage: "french" });
  await expect(program.signIn({ email: "a@example.org", password: "a long password" })).rejects.toThrow(
    TypeError,
  );
  await expect(program.signOut()).rejects.toThrow(TypeError);
  await client.api.auth.revokeToken.mutate({ id });
  await expect(program.restore()).rejects.toSatisfy(isUnauthenticated);
  expect(wire.refreshes).toHaveLength(0);
});

test("twenty calls after the token has ended renew it once and all succeed", async () => {
  const { client } = await newLearner({ url: wire.url });
  api.setClock(inMinutes(32));
  const users = await Promise.all(Array.from({ length: 20 }, () => client.api.me.get.query()));
  expect(users).toHaveLength(20);
  expect(wire.refreshes).toHaveLength(1);
});

test("a refusal that arrives after the renewal does not renew again", async () => {
  const { client } = await newLearner({ url: wire.url });
  api.setClock(inMinutes(32));
  let batches = 0;
  wire.beforeEach(async (request) => {
    batches += request.includes("me.get") ? 1 : 0;
    // The second batch goes out with the old token and is held back until the first has renewed it and come again.
    if (batches === 2 && request.includes("me.get")) {
      await vi.waitUntil(() => batches === 3, { timeout: 10_000 });
    }
  });
  await Promise.all(Array.from({ length: 20 }, () => client.api.me.get.query()));
  expect(wire.refreshes).toHaveLength(1);
});

test("a token about to end is renewed before the call, which is not refused", async () => {
  const { client } = await newLearner({ url: wire.url });
  wire.reset();
  vi.useFakeTimers({ toFake: ["Date"], now: inMinutes(29.75) });
  await client.api.me.get.query();
  expect(wire.requests).toEqual(["POST /trpc/auth.refresh", "GET /trpc/me.get"]);
});

test("what is asked for while a session is taken up again waits for its token, and is not refused first", async () => {
  const { store } = await newLearner({ url: wire.url });
  wire.reset();
  const later = createClient({ url: wire.url, refresh: store });
  await Promise.all([later.restore(), later.api.me.get.query()]);
  expect(wire.requests).toEqual(["POST /trpc/auth.refresh", "GET /trpc/me.get"]);
});

test("a session is taken up again from its store, and ends for good at sign-out", async () => {
  const { client, store, account } = await newLearner({ url: wire.url });
  const later = createClient({ url: wire.url, refresh: store });
  expect((await later.restore())?.username).toBe(account.username);
  await later.signOut();
  expect(await store.load()).toBeNull();
  expect(await later.restore()).toBeNull();
  await expect(client.api.me.get.query()).rejects.toSatisfy(isUnauthenticated);
  const { email, password } = account;
  expect((await later.signIn({ email, password })).username).toBe(account.username);
});

test("in a browser the refresh token is in the cookie alone", async () => {
  const { client, store, account } = await newLearner({ url: wire.url, refresh: "cookie" });
  api.setClock(inMinutes(32));
  expect((await client.api.me.get.query()).username).toBe(account.username);
  expect(wire.refreshes).toEqual([expect.not.stringContaining("refreshToken")]);
  expect(await store.load()).toBeNull();
  await client.signOut();
  expect(await client.restore()).toBeNull();
});

test("a session that the server has ended is told once, and calls fail with their code", async () => {
  const onSignedOut = vi.fn<() => void>();
  const { client } = await newLearner({ url: wire.url, onSignedOut });
  api.setClock(inMinutes(91 * 24 * 60));
  const calls = await Promise.allSettled(Array.from({ length: 5 }, () => client.api.me.get.query()));
  expect(calls.every((call) => call.status === "rejected" && isUnauthenticated(call.reason))).toBe(true);
  expect(onSignedOut).toHaveBeenCalledOnce();
});

test("an old refresh token used by somebody else ends the session for both", async () => {
  const onSignedOut = vi.fn<() => void>();
  const { client, store } = await newLearner({ url: wire.url, onSignedOut });
  const stolen = memoryTokenStore();
  await stolen.save((await store.load()) ?? "");
  await client.restore();
  // Its first use shows the server that the new token has arrived: from then on the old one is proof of theft.
  await client.api.me.get.query();
  api.setClock(inMinutes(2));
  expect(await createClient({ url: wire.url, refresh: stolen }).restore()).toBeNull();
  expect(await client.restore()).toBeNull();
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect(await store.load()).toBeNull();
});

test("a renewal whose answer got lost is asked for again and costs nobody the session", async () => {
  const { client, account } = await newLearner({ url: wire.url });
  api.setClock(inMinutes(32));
  wire.beforeEach((request) => {
    if (request.includes("auth.refresh") && wire.refreshes.length === 1) wire.loseAnswers(1);
  });
  expect((await client.api.me.get.query()).username).toBe(account.username);
  expect(wire.refreshes).toHaveLength(2);
});

test("without a network the session is kept, not ended", async () => {
  const onSignedOut = vi.fn<() => void>();
  const { store, account } = await newLearner({ url: wire.url });
  const offline = createClient({ url: "http://127.0.0.1:9", refresh: store, onSignedOut });
  await expect(offline.restore()).rejects.toThrow();
  expect(onSignedOut).not.toHaveBeenCalled();
  const online = createClient({ url: wire.url, refresh: store });
  expect((await online.restore())?.username).toBe(account.username);
});

test("a sign-out during a renewal stays a sign-out", async () => {
  const { client, store } = await newLearner({ url: wire.url });
  let signedOut: Promise<void> | undefined;
  let restored: Promise<unknown> | undefined;
  wire.beforeEach(async (request) => {
    if (request.includes("auth.refresh")) signedOut ??= client.signOut();
    // The server hears of the sign-out only after it has given new tokens.
    else if (request.includes("auth.logout")) await restored;
  });
  restored = client.restore();
  expect(await restored).toBeNull();
  await signedOut;
  expect(await store.load()).toBeNull();
  await expect(client.api.me.get.query()).rejects.toSatisfy(isUnauthenticated);
});

test("tabs that share a session renew one after the other, each with the newest token", async () => {
  // Node 20 has no Web Locks: these are what the standard says of exclusive ones.
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>) => (last = last.then(work, work));
  vi.stubGlobal("navigator", { locks: { request } });
  const { client, store } = await newLearner({ url: wire.url });
  const otherTab = createClient({ url: wire.url, refresh: store });
  await Promise.all([client.restore(), otherTab.restore()]);
  expect(new Set(wire.refreshes).size).toBe(2);
});

test("a tab does not go on as whoever has signed in in another tab", async () => {
  const onSignedOut = vi.fn<() => void>();
  const { client } = await newLearner({ url: wire.url, refresh: "cookie", onSignedOut });
  const otherTab = createClient({ url: wire.url, refresh: "cookie" });
  await otherTab.restore();
  await otherTab.signOut();
  const { client: second } = await newLearner({ url: wire.url, refresh: "cookie" });
  const change = client.api.me.update.mutate({ targetLanguage: "french" });
  await expect(change).rejects.toSatisfy(isUnauthenticated);
  expect(onSignedOut).toHaveBeenCalledOnce();
  // Theirs is as it was, and still there.
  expect((await second.api.me.get.query()).targetLanguage).toBe("kinyarwanda");
  expect(await second.restore()).not.toBeNull();
});

test.each(["cookie", "a store that tabs share"])(
  "a sign-out in a tab that was left open does not sign out whoever has signed in since (%s)",
  async (where) => {
    const shared = memoryTokenStore();
    const options = { url: wire.url, refresh: where === "cookie" ? ("cookie" as const) : shared };
    const { client: stale } = await newLearner(options);
    const first = await stale.api.me.get.query();
    // The first one's session is still there when the second one takes their place.
    const { client: otherTab, account } = await newLearner(options);
    await stale.signOut();
    expect((await otherTab.restore())?.username).toBe(account.username);
    // Nor does a page that shows the first one, and has not asked yet who is signed in.
    await createClient(options).signOut(first.id);
    expect((await createClient(options).restore())?.username).toBe(account.username);
    const devices = await otherTab.api.auth.sessions.query();
    expect(devices).toHaveLength(1);
    await otherTab.signOut();
    expect(await createClient(options).restore()).toBeNull();
  },
);

test("a sign-out ends the session that the tab has, though its cookie is another one's by now", async () => {
  const options = { url: wire.url, refresh: "cookie" } as const;
  const { client: stale, account } = await newLearner(options);
  await newLearner(options);
  await stale.signOut();
  const { email, password } = account;
  const elsewhere = createClient({ url: wire.url });
  await elsewhere.signIn({ email, password });
  expect(await elsewhere.api.auth.sessions.query()).toHaveLength(1);
});

test("what one has sent is not sent again in the name of the next", async () => {
  const { client } = await newLearner({ url: wire.url, refresh: "cookie" });
  const { account: next } = await newLearner({ url: wire.url });
  const { email, password } = next;
  const takeBack = { id: newId(), attemptId: newId(), undoneAt: new Date().toISOString() };
  let signedIn: Promise<unknown> | undefined;
  wire.beforeEach(async (request) => {
    if (!request.includes("sync.push") || signedIn !== undefined) return;
    signedIn = client.signOut().then(() => client.signIn({ email, password }));
    await signedIn;
    wire.loseAnswers(1);
  });
  const sent = client.api.sync.push.mutate({ events: [{ type: "undo", ...takeBack }] });
  await expect(sent).rejects.toThrow("was left");
  await signedIn;
  expect((await client.api.me.get.query()).username).toBe(next.username);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(wire.requests.filter((request) => request.includes("sync.push"))).toHaveLength(1);
});
