import { request } from "node:http";
import { Username } from "@fluentfusion/contract";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

/** Requests that are no calls of anything, in the bytes that somebody sends: fetch would tidy them up. */
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(async () => {
  await app.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

function send(path: string, method = "GET", body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    const headers = body === "" ? {} : { "content-type": "application/json" };
    request({ hostname, port, path, method, headers }, (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode, body: read }), reject);
    })
      .once("error", reject)
      .end(body);
  });
}

function requestIdOf({ body }: Answer): unknown {
  const read = JSON.parse(body) as { request_id?: string; error?: { data: { requestId: string } } };
  return read.error?.data.requestId ?? read.request_id;
}

const UUID = expect.stringMatching(/^[\da-f-]{36}$/) as unknown;

const REFUSED: [path: string, status: number, method?: string][] = [
  ["/docs/assets/../package.json", 404],
  ["/docs/assets/%2e%2e/package.json", 404],
  ["/%ff", 400],
  ["/api/lessons/%", 400],
  ["/trpc/%ff", 400],
  ["/trpc/x", 404, "DELETE"],
  ["/trpc/,,,,?batch=1", 404],
  ["/trpc/,,,,,,,,,,,?batch=1", 400],
  ["/trpc/me.get,auth.logout?batch=1", 400],
  ["/trpc/lessons.list?input=1&input=2", 400],
  [`/trpc/lessons.list?input=${"x".repeat(12_000)}`, 414],
  [`/api/lessons?x=${"x".repeat(12_000)}`, 414],
  [`/${"x".repeat(10_000)}`, 414],
];

test.each(REFUSED)(
  "%s is refused with %i, in one shape and with the request's id",
  async (path, status, method) => {
    const answer = await send(path, method);
    expect(answer.status).toBe(status);
    const batch = answer.body.startsWith("[") ? (JSON.parse(answer.body) as unknown[])[0] : null;
    expect(requestIdOf(batch === null ? answer : { ...answer, body: JSON.stringify(batch) })).toEqual(UUID);
  },
);

test.each([
  ["NONSENSE / HTTP/1.1\r\nhost: x\r\n\r\n", "400"],
  [`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`, "431"],
])("bytes that are no request are answered in the shape of every error", async (bytes, status) => {
  const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  socket.write(bytes);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  expect(head.split(" ")[1]).toBe(status);
  expect(requestIdOf({ status: 0, body })).toEqual(UUID);
});

test("a body of REST that nests deeper than any of ours is refused unread", async () => {
  const answer = await send("/api/auth/register", "POST", `${"[".repeat(40)}${"]".repeat(40)}`);
  expect([answer.status, answer.body.includes("json_invalid")]).toEqual([422, true]);
});

test("of ten people who want one name at once nine hear that the name is taken", async () => {
  const wanted = Array.from({ length: 10 }, (_, i) =>
    codeOf(app.register({ username: "one name", email: `one${i}@example.org` })).catch(() => null),
  );
  const codes = (await Promise.all(wanted)).filter((code) => code !== null);
  expect(codes).toEqual(Array.from({ length: 9 }, () => "USERNAME_TAKEN"));
});

test("two changes at once that together would make both languages the same are no fault of the server", async () => {
  const { client } = await app.register({ targetLanguage: "kinyarwanda", nativeLanguage: "english" });
  for (let round = 0; round < 10; round += 1) {
    await client.me.update.mutate({ targetLanguage: "kinyarwanda", nativeLanguage: "english" });
    const changes = [{ targetLanguage: "french" }, { nativeLanguage: "french" }] as const;
    const codes = changes.map((change) =>
      client.me.update.mutate(change).then(
        () => null,
        (error: { data?: { code: string } }) => error.data?.code,
      ),
    );
    for (const code of await Promise.all(codes)) expect([null, "INPUT_INVALID"]).toContain(code);
  }
});

test("what is wrong with a field is told by a code and its bounds, so that a page can say it in any language", async () => {
  const input = { username: "ab", email: "no", password: "kurya", timeZone: "Mars/Base" };
  const answer = await send("/trpc/auth.register", "POST", JSON.stringify(input));
  const { issues } = (JSON.parse(answer.body) as { error: { data: { issues: object[] } } }).error.data;
  const told = (path: string, code: string, params: object) =>
    expect(issues).toContainEqual(expect.objectContaining({ path: [path], code, params }));
  told("username", "too_small", { min: 3, of: "string" });
  told("email", "invalid_format", { format: "email" });
  told("password", "password_too_short", { min: 8 });
  told("timeZone", "time_zone", {});
});

test("a name can be seen and stays in its place", () => {
  for (const name of [
    "\u3164\u3164\u3164",
    "\u115f\u1160\uffa0",
    "...",
    "\u0301abc",
    "a\u200bb",
    "admin\u3164",
    "admin\ufe0f",
    "a  b",
  ]) {
    expect([name, Username.safeParse(name).success]).toEqual([name, false]);
  }
  for (const name of [
    "Keza",
    "N\u0303andu 2",
    "\u0645\u0631\u064a\u0645",
    "\u0e1b\u0e34\u0e48\u0e19",
    "\ud55c\uad6d\uc5b4",
  ]) {
    expect([name, Username.safeParse(name).success]).toEqual([name, true]);
  }
});
