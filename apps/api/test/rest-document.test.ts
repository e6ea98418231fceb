import { Validator } from "@seriousme/openapi-schema-validator";
import { createMemoryCache, readEnv } from "@fluentfusion/api";
import Fastify from "fastify";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assembleDeps } from "../src/deps.ts";
import { healthRoutes } from "../src/rest/health.ts";
import { restRoutes } from "../src/rest/index.ts";
import { REST_ROUTES } from "../src/rest/routes/index.ts";
import { appRouter } from "../src/router.ts";
import { type DocumentedCalls, documentedCalls } from "./support/documented-calls.ts";
import { SMALL_STARTER } from "./support/small-course.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let api: DocumentedCalls;

beforeAll(async () => {
  app = await startTestApp();
  api = await documentedCalls(app.url);
});

afterAll(async () => {
  await app.close();
});

const asDocumented = (path: string) => path.replaceAll(/:(\w+)/g, "{$1}");
/** To the exercises of the small course, by number. */
const RIGHT = [
  { kind: "type", text: "Muraho" },
  { kind: "type", text: "Mwaramutse" },
  { kind: "type", text: "Mwiriwe" },
  { kind: "choice", optionId: "b" },
] as const;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("the document is valid OpenAPI 3.1, and no two operations share an id", async () => {
  const result = await new Validator().validate(structuredClone(api.document) as never);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(api.document.openapi).toBe("3.1.0");
  const ids = Object.values(api.document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("a generated client knows the events of a push, and ids, instants and counts of the original routes", () => {
  const types = ["attempt", "undo", "dispute"];
  const events = { items: { oneOf: types.map((type) => ({ properties: { type: { const: type } } })) } };
  const properties = {
    lesson_id: { format: "uuid" },
    completed_at: { type: ["string", "null"], format: "date-time" },
    score: { minimum: 0, maximum: 100 },
    time_spent: { type: "integer", minimum: 0 },
  };
  const content = { "application/json": { schema: { properties: { events } } } };
  expect(api.document).toMatchObject({
    paths: { "/trpc/sync.push": { post: { requestBody: { content } } } },
    components: { schemas: { Progress: { properties } } },
  });
});

test("every path that listens is documented, beside the pages of the document itself", async () => {
  const server = Fastify();
  const listening = new Set<string>();
  server.addHook("onRoute", ({ url }) => void listening.add(asDocumented(url)));
  const resources = {
    env: readEnv({ LOG_LEVEL: "silent" }),
    db: app.database.db,
    databaseUrl: app.database.url,
    cache: createMemoryCache(),
    starter: SMALL_STARTER,
    mailer: { send: async () => undefined },
    now: () => new Date(),
    newId: () => uuidV7(),
  };
  const { deps, stop } = await assembleDeps(resources, server.log);
  await server.register(async (scope) => healthRoutes(scope, deps));
  await server.register(async (scope) => restRoutes(scope, deps));
  await server.close();
  await stop();
  await resources.cache.close();
  const pages = ["/docs", "/redoc", "/openapi.json"];
  const apart = [...listening].filter((path) => !pages.some((page) => path.startsWith(page)));
  const documented = Object.keys(api.document.paths).filter((path) => !path.startsWith("/trpc/"));
  expect(apart.toSorted()).toEqual(documented.toSorted());
});

test("every procedure of the router is documented, with the method that reaches it", () => {
  for (const [name, procedure] of Object.entries(appRouter._def.procedures)) {
    const { type } = (procedure as unknown as { _def: { type: string } })._def;
    const methods = Object.keys(api.document.paths[`/trpc/${name}`] ?? {});
    expect([name, methods]).toEqual([name, [type === "mutation" ? "post" : "get"]]);
  }
});

test("of every procedure it is said whether one has to be signed in, and of what type its body is, also where it takes nothing", async () => {
  for (const [name, procedure] of Object.entries(appRouter._def.procedures)) {
    const { meta } = (procedure as unknown as { _def: { meta: { access: string } } })._def;
    const { get, post } = api.document.paths[`/trpc/${name}`] ?? {};
    expect([name, (post ?? get)?.security !== undefined]).toEqual([name, meta.access !== "public"]);
    if (post === undefined) continue;
    const { required, content = {} } = post.requestBody ?? {};
    expect([name, required, Object.keys(content)]).toEqual([name, true, ["application/json"]]);
  }
  const { accessToken } = await app.register();
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  expect((await api.call("POST", "/trpc/auth.logoutOthers", { headers, body: "{}" })).status).toBe(200);
});

/** The names of the headers that are documented of such a response. */
function told(path: string, status: string): string[] {
  const [operation] = Object.values(api.document.paths[path] ?? {});
  return Object.keys(operation?.responses[status]?.headers ?? {}).map((name) => name.toLowerCase());
}

test("the headers of the limits are told of each call and each refusal, by the names that they have", async () => {
  const few = await startTestApp({ RATE_LIMIT_PER_MINUTE: "1" });
  const { accessToken } = await few.register();
  const headers = { authorization: `Bearer ${accessToken}` };
  for (const path of ["/trpc/me.get", "/api/users/me"]) {
    await fetch(few.url + path, { headers });
    const refused = await fetch(few.url + path, { headers });
    expect([path, refused.status]).toEqual([path, 429]);
    const sent = [...refused.headers.keys()].filter((name) => /^ratelimit|^retry/.test(name));
    expect(told(path, "default").toSorted()).toEqual(sent.toSorted());
    expect(told(path, "200").toSorted()).toEqual(["ratelimit", "ratelimit-policy"]);
  }
  await few.close();
});

test("the page of the procedures tells of each who may call it and what it takes and answers", async () => {
  const response = await fetch(`${app.url}/docs/procedures`);
  const page = await response.text();
  expect(response.headers.get("content-type")).toContain("text/html");
  for (const name of Object.keys(appRouter._def.procedures)) expect(page).toContain(`<details id="${name}">`);
  const submit = page.slice(page.indexOf('id="attempts.submit"'), page.indexOf('id="attempts.undo"'));
  expect(submit).toMatch(/whoever is signed in[\s\S]*Takes[\s\S]*answeredAt[\s\S]*Answers[\s\S]*verdict/);
});

test("of each path exactly the documented methods are served, the others are 405 and name those", async () => {
  for (const path of new Set(REST_ROUTES.map((route) => route.path))) {
    const documented = Object.keys(api.document.paths[asDocumented(path)] ?? {}).map((one) =>
      one.toUpperCase(),
    );
    for (const method of METHODS) {
      const response = await fetch(`${app.url}${path}/`, { method });
      await response.arrayBuffer();
      expect([method, path, response.status === 405]).toEqual([method, path, !documented.includes(method)]);
      if (response.status !== 405) continue;
      const allowed = response.headers.get("allow")?.split(", ") ?? [];
      expect(allowed.filter((one) => one !== "HEAD").toSorted()).toEqual(documented.toSorted());
    }
  }
});

test("who may call is said of each route, and strangers reach only the two that make a token", async () => {
  const open = REST_ROUTES.filter((route) => route.access === "public");
  expect(open.map((route) => `${route.method} ${route.path}`)).toEqual([
    "POST /api/auth/register",
    "POST /api/auth/login",
  ]);
  for (const route of REST_ROUTES) {
    const operation = api.document.paths[asDocumented(route.path)]?.[route.method.toLowerCase()];
    expect([route.path, operation?.security !== undefined]).toEqual([route.path, route.access === "learner"]);
    // Values that would be refused too: a stranger does not learn that.
    const { status } = await api.call(route.method, `${route.path}?limit=0`);
    expect([route.path, status]).toEqual([route.path, route.access === "learner" ? 401 : 422]);
  }
});

test("every kind of answer of every route fits the schema that documents it", async () => {
  const account = {
    username: "the documented one",
    email: "documented@example.org",
    password: "imigongo and hills",
    user_type: "tourist",
    target_language: "kinyarwanda",
  };
  const type = { "content-type": "application/json" };
  const json = (body: unknown) => ({ headers: type, body: JSON.stringify(body) });
  const register = await api.call("POST", "/api/auth/register", json(account));
  expect(register.status).toBe(201);
  await api.call("POST", "/api/auth/register", json(account));
  await api.call("POST", "/api/auth/register", json({}));
  const signIn = (password: string) =>
    api.call("POST", "/api/auth/login", {
      body: new URLSearchParams({ username: account.email, password, grant_type: "password" }),
    });
  await signIn("not this one");
  const { access_token: token } = (await signIn(account.password)).body as { access_token: string };
  const mine = { authorization: `Bearer ${token}` };
  const send = (body: unknown) => ({ headers: { ...type, ...mine }, body: JSON.stringify(body) });
  const read = (path: string) => api.call("GET", path, { headers: mine });

  const lessons = (await read("/api/lessons/")).body as { lesson_id: string }[];
  const lessonId = lessons[0]?.lesson_id ?? "";
  await read("/api/lessons?limit=101");
  await read(`/api/lessons/${lessonId}`);
  await read("/api/lessons/nowhere");
  const report = {
    lesson_id: lessonId,
    score: 80,
    time_spent: 9,
    exercises_completed: 4,
    total_exercises: 4,
  };
  await api.call("POST", "/api/progress", send(report));
  await api.call("POST", "/api/progress", send({ ...report, lesson_id: uuidV7() }));
  await api.call("POST", "/api/progress", send({ ...report, score: "80" }));
  await api.call("POST", "/api/progress", send("x".repeat(100_000)));
  await api.call("PATCH", "/api/users/me", send({ profile_image: null }));
  await api.call("PATCH", "/api/users/me", send({ username: 1 }));
  const { client, accessToken } = await app.register();
  const { username } = await client.me.get.query();
  await api.call("PATCH", "/api/users/me", send({ username }));
  for (const path of ["progress", "badges", "users/me/badges", "recommendations", "users/me"]) {
    await read(`/api/${path}`);
  }

  const { exercises } = await client.lessons.get.query({ lessonId });
  for (const { id, revision, number } of exercises) {
    await client.attempts.submit.mutate({
      id: uuidV7(),
      exerciseId: id,
      revision,
      response: RIGHT[number] ?? { kind: "skip" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
    });
  }
  const theirs = { headers: { authorization: `Bearer ${accessToken}` } };
  const badges = await api.call("GET", "/api/users/me/badges", theirs);
  expect(badges.body).not.toEqual([]);
  const graded = await api.call("GET", "/api/progress", theirs);
  expect(graded.body).toMatchObject([
    { lesson_id: lessonId, evidence: "graded", completed: true, score: 100 },
  ]);

  for (const route of REST_ROUTES) {
    for (const status of [route.status, ...(route.failures ?? [])]) {
      expect(api.seen).toContain(`${route.method} ${asDocumented(route.path)} ${status}`);
    }
  }
  expect(api.seen).toContain("POST /api/progress 413");
});

test("the queries of the router answer as documented, to a learner and to a stranger", async () => {
  const { accessToken } = await app.register();
  const queries = Object.keys(api.document.paths).filter(
    (path) =>
      path.startsWith("/trpc/") &&
      api.document.paths[path]?.["get"] !== undefined &&
      // A stream has no end to wait for.
      path !== "/trpc/events.stream",
  );
  expect(queries.length).toBeGreaterThan(8);
  for (const path of queries) {
    await api.call("GET", `${path}?input={}`);
    await api.call("GET", `${path}?input={}`, { headers: { authorization: `Bearer ${accessToken}` } });
  }
  expect(api.seen).toContain("GET /trpc/me.get 200");
  expect(api.seen).toContain("GET /trpc/me.get 401");
});
