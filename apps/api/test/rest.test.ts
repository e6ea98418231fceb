import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startTestApp();
  ({ accessToken: token } = await app.register());
});

afterAll(async () => {
  await app.close();
});

const run = promisify(execFile);

// The README promises that Node is all that the tests need.
const hasPython = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!hasPython)(
  "a client of the original API in another language finds all that it knew",
  async () => {
    const script = fileURLToPath(new URL("original_client.py", import.meta.url));
    const { stdout } = await run("python3", [script, app.url]);
    expect(stdout).toContain("all of the original API is there");
  },
);

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });

test("no token and a bad token are told apart, both with WWW-Authenticate", async () => {
  const none = await get("/api/users/me");
  const other = await get("/api/users/me", { authorization: "Basic YTpi" });
  const bad = await get("/api/users/me", { authorization: "Bearer not.a.token.at.all" });
  expect([none.status, other.status, bad.status]).toEqual([401, 401, 401]);
  expect(none.headers.get("www-authenticate")).toBe("Bearer");
  expect(bad.headers.get("www-authenticate")).toBe("Bearer");
  expect(await none.json()).toEqual({ detail: "Not authenticated" });
  expect(await other.json()).toEqual({ detail: "Not authenticated" });
  expect(await bad.json()).toEqual({ detail: "Could not validate credentials" });
});

const post = (path: string, body: string, type = "application/json") =>
  fetch(app.url + path, {
    method: "POST",
    headers: { "content-type": type, authorization: `Bearer ${token}` },
    body,
  });

test("hostile bodies are 422 or 413, never 500, and tell nothing of the inside", async () => {
  const bodies = [
    "{",
    "null",
    "[]",
    '{"username":"\\u0000","email":"a@b.org","password":"long enough","user_type":"tourist","target_language":"english"}',
    `{"username":"${"x".repeat(70_000)}"}`,
    `{"score":${"9".repeat(400)}}`,
    `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
  ];
  for (const path of ["/api/auth/register", "/api/progress"]) {
    for (const body of bodies) {
      const response = await post(path, body);
      const text = await response.text();
      expect([413, 422]).toContain(response.status);
      expect(text).toContain("detail");
      expect(text).not.toMatch(/\bat .*:\d+|node_modules|\/src\//);
    }
  }
});

interface Invalid {
  readonly detail: readonly {
    readonly loc: readonly string[];
    readonly type: string;
    readonly msg: string;
  }[];
}

async function wrongWith(response: Response): Promise<string[]> {
  const { detail } = (await response.json()) as Invalid;
  expect([response.status, detail.every(({ msg }) => msg.length > 0)]).toEqual([422, true]);
  return detail.map(({ loc, type }) => `${loc.join(".")} ${type}`);
}

test("a bad body names each field and what is wrong with it, as the original did", async () => {
  expect(await wrongWith(await post("/api/auth/register", "{}"))).toEqual([
    "body.username missing",
    "body.email missing",
    "body.password missing",
    "body.user_type missing",
    "body.target_language missing",
  ]);
  const body = {
    username: 1,
    email: "nobody",
    password: "short",
    user_type: "admin",
    target_language: "english",
  };
  expect(await wrongWith(await post("/api/auth/register", JSON.stringify(body)))).toEqual([
    "body.username string_type",
    "body.email value_error",
    "body.password value_error",
    "body.user_type enum",
  ]);
  const same = JSON.stringify({ target_language: "french", native_language: "french" });
  const patch = {
    method: "PATCH",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  };
  const response = await fetch(`${app.url}/api/users/me`, { ...patch, body: same });
  expect(await wrongWith(response)).toEqual(["body.native_language same_language"]);
});

test("a login is a form: JSON, a text that the database cannot hold, and a field twice are 422", async () => {
  const form = "application/x-www-form-urlencoded";
  for (const [body, type] of [
    ['{"username":"a@example.org","password":"x"}', "application/json"],
    ["username=%00&password=x", form],
    ["username=a@example.org&password=%00", form],
    ["username=a&username=b&password=x", form],
    ["username=&password=", form],
    ["", form],
    ["username=a&password=b", "text/plain"],
    ["username=a&password=b", "image/png"],
  ] as const) {
    const response = await post("/api/auth/login", body, type);
    await response.arrayBuffer();
    expect([body, response.status]).toEqual([body, 422]);
  }
  const asForm = new URLSearchParams({
    username: "formed",
    email: "formed@example.org",
    password: "long enough",
  });
  expect(await wrongWith(await post("/api/auth/register", asForm.toString(), form))).toEqual([
    "body content_type",
  ]);
});

async function statusOf(query: string): Promise<number> {
  const response = await get(`/api/lessons?${query}`, { authorization: `Bearer ${token}` });
  await response.arrayBuffer();
  return response.status;
}

test("numbers of a query are plain digits within their bounds", async () => {
  for (const query of ["limit=1", "limit=100", "skip=0&limit=007", "skip=2147483647", "unknown=1"]) {
    expect([query, await statusOf(query)]).toEqual([query, 200]);
  }
  for (const value of [
    "",
    "0",
    "-1",
    "101",
    "0x10",
    "1e1",
    "%207",
    "5.5",
    "NaN",
    "1&limit=1",
    "%00",
    "9".repeat(30),
  ]) {
    expect([value, await statusOf(`limit=${value}`)]).toEqual([value, 422]);
  }
});

test("an id is a lesson's in any case of its letters, and anything else is no lesson", async () => {
  const headers = { authorization: `Bearer ${token}` };
  const [lesson] = (await (await get("/api/lessons", headers)).json()) as { lesson_id: string }[];
  const shouted = await get(`/api/lessons/${lesson?.lesson_id.toUpperCase()}`, headers);
  expect(await shouted.json()).toMatchObject({ lesson_id: lesson?.lesson_id });
  for (const id of ["x".repeat(3000), "%00", "1", "null", "00000000-0000-0000-0000-000000000000"]) {
    const response = await get(`/api/lessons/${id}`, headers);
    expect([response.status, await response.json()]).toMatchObject([404, { detail: "Lesson not found" }]);
  }
});

test("HEAD answers as GET does, without a body", async () => {
  const headers = { authorization: `Bearer ${token}` };
  for (const [path, status] of [
    ["/api/lessons/", 200],
    ["/api/lessons/nowhere", 404],
    ["/api/lessons?limit=0", 422],
    ["/docs", 200],
    ["/openapi.json", 200],
    ["/health", 200],
  ] as const) {
    const response = await fetch(app.url + path, { method: "HEAD", headers });
    expect([path, response.status, await response.text()]).toEqual([path, status, ""]);
  }
});

test("who asks to learn the language that the server took for their own gets it, and another native one", async () => {
  const { accessToken } = await app.register({ targetLanguage: "kinyarwanda", nativeLanguage: "english" });
  const response = await fetch(`${app.url}/api/users/me/`, {
    method: "PATCH",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
    body: '{"target_language":"english"}',
  });
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { target_language: "english", native_language: "french" },
  ]);
});

test("a report is read back exactly as it was made, the latest of a lesson", async () => {
  const { accessToken } = await app.register();
  const headers = { "content-type": "application/json", authorization: `Bearer ${accessToken}` };
  const [lesson] = (await (await get("/api/lessons", headers)).json()) as { lesson_id: string }[];
  const report = { lesson_id: lesson?.lesson_id, time_spent: 7, exercises_completed: 1, total_exercises: 4 };
  for (const score of [20, 85.5]) {
    const body = JSON.stringify({ ...report, score });
    const response = await fetch(`${app.url}/api/progress`, { method: "POST", headers, body });
    expect([response.status, await response.json()]).toMatchObject([
      201,
      { ...report, score, completed: false, evidence: "reported" },
    ]);
  }
  expect(await (await get("/api/progress", headers)).json()).toMatchObject([{ ...report, score: 85.5 }]);
});

test("a reported result never outranks graded answers", async () => {
  const { client, accessToken } = await app.register();
  const { items } = await client.lessons.list.query({});
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const [exercise] = lesson.exercises;
  if (exercise === undefined) throw new Error("no exercise");
  await client.attempts.submit.mutate({
    id: "01a1b2c3-d4e5-7000-8000-000000000001",
    exerciseId: exercise.id,
    revision: exercise.revision,
    response: { kind: "skip" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  const report = {
    lesson_id: lesson.id,
    score: 100,
    time_spent: 1,
    exercises_completed: 4,
    total_exercises: 4,
  };
  const response = await fetch(`${app.url}/api/progress`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
    body: JSON.stringify(report),
  });
  expect(response.status).toBe(201);
  const history = await client.progress.history.query();
  expect(history.items).toMatchObject([
    { lessonId: lesson.id, evidence: "graded", score: 0, completedAt: null },
  ]);
});

test("Swagger UI and ReDoc come from this server alone, and nothing else may run scripts", async () => {
  for (const [page, scripts] of [
    ["/docs", ["/docs/assets/swagger-ui-bundle.js", "/docs/assets/swagger-ui.css", "/docs/start.js"]],
    ["/redoc", ["/redoc/redoc.standalone.js"]],
  ] as const) {
    const response = await get(page);
    const html = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(html).not.toMatch(/https?:\/\//);
    for (const script of scripts) {
      expect(html).toContain(script);
      const asset = await get(script);
      expect([script, asset.status]).toEqual([script, 200]);
      await asset.arrayBuffer();
    }
  }
  expect((await get("/health")).headers.get("content-security-policy")).toContain("default-src 'none'");
  expect((await get("/docs/assets/package.json")).status).toBe(404);
  expect((await get("/docs/assets/../../package.json")).status).toBe(404);
});
