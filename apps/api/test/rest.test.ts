import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REST_ROUTES } from "../src/rest/routes/index.ts";
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

test("a client of the original API in another language finds all that it knew", async () => {
  const script = fileURLToPath(new URL("original_client.py", import.meta.url));
  const { stdout } = await run("python3", [script, app.url]);
  expect(stdout).toContain("all of the original API is there");
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });

interface OpenApi {
  readonly paths: Record<string, Record<string, { security?: unknown; responses: Record<string, unknown> }>>;
}

async function openApi(): Promise<OpenApi> {
  return (await (await get("/openapi.json")).json()) as OpenApi;
}

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate((await openApi()) as never);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("what is served is documented: every route, every procedure, and who may call it", async () => {
  const { paths } = await openApi();
  for (const route of REST_ROUTES) {
    const operation = paths[route.path.replaceAll(/:(\w+)/g, "{$1}")]?.[route.method.toLowerCase()];
    expect([route.path, operation?.security !== undefined]).toEqual([route.path, route.access === "learner"]);
  }
  expect(Object.keys(paths).filter((path) => path.startsWith("/trpc/")).length).toBeGreaterThan(20);
});

test("every answer of the read routes fits the schema that documents it", async () => {
  for (const route of REST_ROUTES.filter(({ method, path }) => method === "GET" && !path.includes(":"))) {
    const response = await get(`${route.path}/`, { authorization: `Bearer ${token}` });
    expect([route.path, response.status]).toEqual([route.path, route.status]);
    const parsed = route.output.safeParse(await response.json());
    expect([route.path, parsed.error?.issues ?? []]).toEqual([route.path, []]);
  }
});

test("no token and a bad token are told apart, both with WWW-Authenticate", async () => {
  const none = await get("/api/users/me");
  const bad = await get("/api/users/me", { authorization: "Bearer not.a.token.at.all" });
  expect([none.status, bad.status]).toEqual([401, 401]);
  expect(none.headers.get("www-authenticate")).toBe("Bearer");
  expect(await none.json()).toEqual({ detail: "Not authenticated" });
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
