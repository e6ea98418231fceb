import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { ERROR_CODES } from "@fluentfusion/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { canonicalUrl } from "../src/canonical-url.ts";
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

async function post(path: string, body: string, contentType = "application/json") {
  const response = await fetch(`${app.url}/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": contentType, authorization: `Bearer ${token}` },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** What must never be in an answer: stacks, SQL, paths. */
const LEAK = /\bat .*:\d+|Failed query|node_modules|\/src\/|select |insert /;

const deep = `${"[".repeat(40)}1${"]".repeat(40)}`;
const register = {
  username: "x\u0000y",
  email: "a@b.org",
  password: "long enough",
  userType: "tourist",
  targetLanguage: "english",
};

const HOSTILE: readonly (readonly [name: string, path: string, body: string, status: number])[] = [
  ["broken JSON", "me.update", "{", 400],
  ["JSON nested 40 deep", "me.update", deep, 400],
  ["JSON nested 40,000 deep", "me.update", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, 400],
  ["a body over 64 KiB", "me.update", JSON.stringify({ username: "x".repeat(70_000) }), 413],
  ["a field that does not exist", "me.update", '{"role":"admin"}', 400],
  ["a prototype", "me.update", '{"__proto__":{"role":"admin"}}', 400],
  ["a NUL in a name", "auth.register", JSON.stringify(register), 400],
  ["half of a surrogate pair", "me.update", '{"profileImage":"\\ud800"}', 400],
  ["a number beyond the column", "attempts.submit", '{"revision":99999999999}', 400],
  ["a procedure that does not exist", "admin.everything", "{}", 404],
];

for (const [name, path, body, status] of HOSTILE) {
  test(`${name} is refused with a typed error that tells nothing of the inside`, async () => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    const parsed = JSON.parse(answer.text) as { error: { data: { code: string; requestId: string } } };
    expect(ERROR_CODES).toContain(parsed.error.data.code);
    expect(parsed.error.data.requestId).not.toBe("");
    expect(answer.text).not.toMatch(LEAK);
  });
}

test("forms that another site could send are refused", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const answer = await post("auth.logout", "--x--", type);
    const { error } = JSON.parse(answer.text) as { error: { data: { httpStatus: number } } };
    expect([type, answer.status, error.data.httpStatus]).toEqual([type, 415, 415]);
  }
});

test("a batch of ten is answered, one of eleven is refused", async () => {
  const batch = (calls: number) => {
    const path = Array.from({ length: calls }, () => "me.get").join(",");
    return fetch(`${app.url}/trpc/${path}?batch=1&input={}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  };
  const ten = (await (await batch(10)).json()) as unknown[];
  expect(ten).toHaveLength(10);
  expect((await batch(11)).status).toBe(400);
  const commas = await fetch(`${app.url}/trpc/${",".repeat(4000)}?batch=1&input={}`);
  expect([400, 404, 414]).toContain(commas.status);
});

test("what changes a sign-in goes alone, not among the calls of a batch", async () => {
  const two = await post("auth.logoutEverywhere,auth.logoutEverywhere?batch=1", "{}");
  const mixed = await post("me.update,auth.logoutOthers?batch=1", "{}");
  expect([two.status, mixed.status]).toEqual([400, 400]);
  expect((await post("me.update,me.update?batch=1", '{"0":{},"1":{}}')).status).toBe(200);
});

test("a batch that names itself twice is no way around that, piece by piece or not", async () => {
  const path = "auth.logoutOthers,auth.logoutOthers?batch=1&batch=1";
  for (const accept of ["application/jsonl", "application/json"]) {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      "trpc-accept": accept,
    };
    const answer = await fetch(`${app.url}/trpc/${path}`, { method: "POST", headers, body: "{}" });
    expect([accept, answer.status]).toEqual([accept, 400]);
  }
});

test("what a proxy may keep says for which origin it is", async () => {
  const headersSent = { authorization: `Bearer ${token}`, origin: "http://localhost:5173" };
  for (const path of ["sync.emergencyPack", "me.get", "nowhere.to.be.found"]) {
    const { headers } = await fetch(`${app.url}/trpc/${path}`, { headers: headersSent });
    expect([path, headers.get("vary")?.toLowerCase()]).toEqual([path, expect.stringContaining("origin")]);
  }
  for (const wanted of ["text/event-stream", "application/jsonl"]) {
    const asked = { headers: { ...headersSent, accept: wanted } };
    const { headers } = await fetch(`${app.url}/trpc/sync.emergencyPack`, asked);
    expect([wanted, headers.get("vary")?.toLowerCase()]).toEqual([wanted, expect.stringContaining("origin")]);
  }
});

test("a refusal of what cannot be answered in pieces has the shape and the id of any other", async () => {
  const headers = { "trpc-accept": "application/jsonl" };
  const answer = await fetch(`${app.url}/trpc/sync.emergencyPack`, { headers });
  expect(answer.headers.get("content-type")).toContain("application/json");
  const { error } = (await answer.json()) as { error: { data: { code: string; requestId: string } } };
  expect([answer.status, error.data.code, error.data.requestId]).toEqual([
    400,
    "INPUT_INVALID",
    answer.headers.get("x-request-id"),
  ]);
});

test("an address in another spelling is the same address, also to what looks at it before the router's work", async () => {
  const typeless = { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" };
  const plain = await fetch(`${app.url}/trpc/me.update`, typeless);
  const escaped = await fetch(`${app.url}/%74rpc/me%2eupdate`, typeless);
  const [expected, got] = await Promise.all([plain, escaped].map((one) => one.json() as Promise<object>));
  expect([escaped.status, Object.keys(got ?? {})]).toEqual([plain.status, Object.keys(expected ?? {})]);
  expect(canonicalUrl("http://other.example/%74rpc/lessons.list%2Cme.get?a=%74?b")).toBe(
    "/trpc/lessons.list,me.get?a=%74?b",
  );
  expect(["/a%2Fb%00%", "*", "http://other.example"].map(canonicalUrl)).toEqual(["/a%2Fb%00%", "*", "/"]);
});

test("a day that no database knows is refused", async () => {
  expect((await post("me.pause", '{"until":"0000-01-01"}')).status).toBe(400);
  expect((await post("me.pause", '{"until":"2026-02-30"}')).status).toBe(400);
  expect((await post("me.pause", '{"until":"9999-12-31"}')).status).toBe(200);
});

test("each answer tells browsers to guess and keep nothing, and names no software", async () => {
  for (const path of ["/health", "/trpc/me.get", "/api/users/me", "/nowhere"]) {
    const { headers } = await fetch(app.url + path, { headers: { authorization: `Bearer ${token}` } });
    expect([path, headers.get("content-security-policy")]).toEqual([
      path,
      "default-src 'none';frame-ancestors 'none'",
    ]);
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect([headers.get("x-powered-by"), headers.get("server")]).toEqual([null, null]);
    if (path.includes("me")) expect(headers.get("cache-control")).toMatch(/no-store|private|no-cache/);
  }
});

/** `fetch` sets `Host` itself. */
async function asIfAt(host: string, path: string, body?: object): Promise<string> {
  const names = { host, "x-forwarded-host": host, forwarded: `host=${host}`, "x-original-host": host };
  const headers = { ...names, "content-type": "application/json" };
  const sent = request(app.url + path, { method: body ? "POST" : "GET", headers });
  sent.end(body && JSON.stringify(body));
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return `${answer.rawHeaders.join("\n")}\n${await text(answer)}`;
}

test("what a request calls this server is in no answer, no address that others are sent to and no mail", async () => {
  for (const path of [
    "/docs",
    "/redoc",
    "/openapi.json",
    "/trpc/emergency.get?input=%7B%7D",
    "/api/lessons",
    "/nowhere",
  ])
    expect(await asIfAt("prizes.example", path)).not.toContain("prizes");
  const account = {
    ...register,
    username: "hosted",
    email: "hosted@example.org",
    password: "imigongo and hills",
  };
  await asIfAt("prizes.example", "/trpc/auth.register", account);
  await asIfAt("prizes.example", "/trpc/auth.requestPasswordReset", { email: account.email });
  const mails = await vi.waitFor(() => {
    const found = app.mails.filter(({ to }) => to === account.email);
    if (found.length < 2) throw new Error("no mails yet");
    return found;
  }, 10_000);
  for (const { text: said } of mails) {
    expect(said).toContain("http://localhost:5173/");
    expect(said).not.toContain("prizes");
  }
});

const preflight = (origin: string) =>
  fetch(`${app.url}/trpc/me.get`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "GET",
      "access-control-request-headers": "authorization",
    },
  });

test("a page of an origin that is not listed may not read answers", async () => {
  const ours = await preflight("http://localhost:5173");
  expect(ours.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
  for (const origin of [
    "https://evil.example",
    "null",
    "http://localhost:5173.evil.example",
    "http://localhost:51730",
  ]) {
    const answer = await preflight(origin);
    expect(answer.headers.get("access-control-allow-origin")).not.toBe(origin);
  }
});
