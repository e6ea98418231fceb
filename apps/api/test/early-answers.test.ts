import { get, type IncomingMessage } from "node:http";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMetrics } from "../src/metrics/metrics.ts";
import { startTestApp, type TestApp } from "./support/index.ts";

const metrics = createMetrics(new Set(["lessons.list"]));
let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "40" }, { metrics });
});
afterAll(() => app.close());
beforeEach(async () => {
  token = (await app.register()).accessToken;
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Whether it was given before there was a request of Fastify's. */
  readonly isEarly: boolean;
}

async function earlyAnswers(): Promise<number> {
  const found = /lookups_total\{cache="early answers",result="hit"\} (\d+)/.exec(await metrics.text());
  return Number(found?.[1] ?? 0);
}

async function answered(): Promise<number> {
  const found = /duration_seconds_count\{method="GET",route="trpc lessons.list",status="200"\} (\d+)/.exec(
    await metrics.text(),
  );
  return Number(found?.[1] ?? 0);
}

async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const before = await earlyAnswers();
  const sent = { authorization: `Bearer ${token}`, ...headers };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${app.url}/trpc/${path}`, { headers: sent, agent: false }, resolve).once("error", reject);
  });
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) body += String(chunk);
  return {
    status: response.statusCode,
    headers: response.headers,
    body,
    isEarly: (await earlyAnswers()) > before,
  };
}

/** Asks again where the catalogue or a session had to be looked at anew, as they have every so often. */
async function askEarly(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  for (let tries = 0; tries < 8; tries += 1) {
    const answer = await ask(path, headers);
    if (answer.isEarly || answer.status !== 200) return answer;
  }
  throw new Error(`${path} is never answered early`);
}

const query = (path: string, input: unknown) => `${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
const LIST = query("lessons.list", { limit: 3 });
const OWN = "progress.summary";

/** What no two answers have in common: their ids, their instants, and the points that are left. */
function withoutOneAnswers({ status, headers, body }: Answer) {
  const { "x-request-id": id, date, ratelimit, ...rest } = headers;
  expect(String(id)).toMatch(/^[\da-f-]{36}$/);
  expect(date).toBeDefined();
  expect(String(ratelimit)).toMatch(/^"account";r=\d+;t=\d+$/);
  return { status, headers: rest, body };
}

const PAGE = { origin: "http://localhost:5173" };

const BATCH = `me.get,lessons.list,progress.summary?batch=1&input=${encodeURIComponent('{"1":{"limit":3}}')}`;
const BATCH_OF_ONE = "progress.summary?batch=1&input=%7B%7D";

test.each([
  [LIST, {}],
  [LIST, PAGE],
  [OWN, {}],
  [OWN, PAGE],
  [BATCH, {}],
  [BATCH, PAGE],
  [BATCH_OF_ONE, {}],
])("%s is answered early word for word and header for header as before, %o", async (path, page) => {
  // A body, be it empty, is read by the long way.
  const first = await ask(path, { ...page, "content-length": "0" });
  expect(first).toMatchObject({ status: 200, isEarly: false });
  const second = await askEarly(path, page);
  expect(withoutOneAnswers(second)).toEqual(withoutOneAnswers(first));
  expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  const etag = String(first.headers["etag"]);
  const long = await ask(path, { ...page, "if-none-match": etag, "content-length": "0" });
  const early = await askEarly(path, { ...page, "if-none-match": `W/${etag}` });
  expect(early.status).toBe(304);
  expect(withoutOneAnswers(early)).toEqual(withoutOneAnswers(long));
});

test("nobody is given what another learner was", async () => {
  await askEarly(OWN);
  const mine = await askEarly(LIST);
  const other = await app.register({ targetLanguage: "english", nativeLanguage: "kinyarwanda" });
  const lesson = (await app.as(token).lessons.list.query({ limit: 1 })).items[0];
  const theirs = await askEarly(LIST, { authorization: `Bearer ${other.accessToken}` });
  expect(theirs.body).not.toContain(lesson?.id);
  expect(theirs.headers["etag"]).not.toBe(mine.headers["etag"]);
  for (const authorization of ["", "Bearer ", "Bearer not-a-token", `Basic ${token}`, `Bearer ${token}x`])
    expect(await ask(OWN, { authorization })).toMatchObject({ status: 401, isEarly: false });
});

test("what a learner has done shows in their next answer", async () => {
  await askEarly(OWN);
  const client = app.as(token);
  const lesson = (await client.lessons.list.query({ limit: 1 })).items[0];
  const sitting = await client.session.start.mutate({
    id: uuidV7(),
    mode: "lesson",
    lessonId: lesson?.id ?? "",
  });
  const exercise = sitting.exercises.find(({ prompt }) => prompt.kind === "type");
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: exercise?.id ?? "",
    revision: exercise?.revision ?? 0,
    response: { kind: "type", text: "some answer" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 1000,
  });
  const after = await ask(OWN);
  expect(after.isEarly).toBe(false);
  expect(JSON.parse(after.body)).toMatchObject({ result: { data: { answers: 1 } } });
});

test("whoever has signed out is a stranger at once", async () => {
  await askEarly(LIST);
  await app.as(token).auth.logout.mutate({});
  expect(await ask(LIST)).toMatchObject({ status: 401, isEarly: false });
});

test("a batch is answered early when all of its calls are, in their order, and pays for each", async () => {
  const first = await askEarly(BATCH);
  const pieces = JSON.parse(first.body) as { result: { data: Record<string, unknown> } }[];
  const [me, list, summary] = pieces.map(({ result }) => result.data);
  expect(me).toHaveProperty("username");
  expect(list).toHaveProperty("items");
  expect(summary).toHaveProperty("xp");
  const second = await askEarly(BATCH);
  expect(left(first) - left(second)).toBe(3);
  const one = await askEarly("me.get");
  expect(JSON.parse(one.body)).toEqual(pieces[0]);
  for (const others of ["me.get,sync.pull", "me.get,no.such", "me.get,streak.useFreeze"]) {
    for (let tries = 0; tries < 3; tries += 1)
      expect((await ask(`${others}?batch=1&input=%7B%7D`)).isEarly).toBe(false);
  }
  await app.as(token).me.update.mutate({ timeZone: "Africa/Nairobi" });
  const changed = JSON.parse((await ask(BATCH)).body) as typeof pieces;
  expect(changed[0]?.result.data["timeZone"]).toBe("Africa/Nairobi");
});

const left = ({ headers }: Answer) => Number(/r=(\d+)/.exec(String(headers["ratelimit"]))?.[1]);

test("early answers are paid for like any others", async () => {
  const points = [left(await askEarly(LIST))];
  let early = 0;
  while (points.at(-1) !== 0) {
    const answer = await ask(LIST);
    expect(answer.status).toBe(200);
    points.push(left(answer));
    if (answer.isEarly) early += 1;
  }
  expect(points).toEqual(points.map((_, index) => (points[0] ?? 0) - index));
  expect(early).toBeGreaterThan(points.length / 2);
  const refused = await ask(LIST);
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBeDefined();
  expect(refused.body).toContain("RATE_LIMITED");
});

test("a page's answer names its origin, and nobody else's does", async () => {
  const own = await askEarly(LIST, PAGE);
  expect(own.headers["access-control-allow-origin"]).toBe(PAGE.origin);
  const noPages = await askEarly(LIST);
  expect(noPages.headers).not.toHaveProperty("access-control-allow-origin");
  for (let tries = 0; tries < 3; tries += 1) {
    const stranger = await ask(LIST, { origin: "http://localhost:5173.example.org" });
    expect(stranger.isEarly).toBe(false);
    expect(stranger.headers).not.toHaveProperty("access-control-allow-origin");
  }
});

test("a client of an old contract or with a body is answered the long way", async () => {
  await askEarly(LIST);
  expect(await ask(LIST, { "x-contract-version": "0" })).toMatchObject({ status: 412, isEarly: false });
  await askEarly(LIST, { "x-contract-version": "1" });
  expect((await ask(LIST, { "content-length": "0" })).isEarly).toBe(false);
});

test("early answers are counted and timed with the others", async () => {
  await askEarly(LIST);
  const [before, earlyBefore] = [await answered(), await earlyAnswers()];
  let asked = 0;
  for (; asked < 5; asked += 1) await ask(LIST);
  expect(await earlyAnswers()).toBeGreaterThan(earlyBefore);
  expect(await answered()).toBe(before + asked);
});
