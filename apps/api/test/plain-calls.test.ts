import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./support/index.ts";

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await startTestApp();
  token = (await app.register()).accessToken;
});
afterAll(() => app.close());

const MISSING = "00000000-0000-7000-8000-000000000000";
const query = (path: string, input?: unknown) =>
  `${path}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;
const batch = (paths: string[], inputs: unknown) =>
  `${paths.join(",")}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`;

/** The address is that below /trpc. */
type Request = readonly [method: string, address: string, body?: string];
const REQUESTS: readonly Request[] = [
  ["GET", query("lessons.list", { limit: 3 })],
  ["GET", query("me.get")],
  ["GET", query("lessons.list", { limit: 0 })],
  ["GET", query("lessons.get", { lessonId: MISSING })],
  ["GET", query("no.such")],
  ["GET", query("__proto__")],
  ["GET", "lessons.list?input=%7B"],
  ["GET", query("auth.logout")],
  ["POST", "lessons.list", "{}"],
  ["POST", "auth.login", JSON.stringify({ email: "a@example.org", password: "not the one" })],
  ["POST", "auth.login", "{"],
  ["GET", batch(["me.get"], {})],
  [
    "GET",
    batch(["me.get", "lessons.list", "no.such", "lessons.list"], { 1: { limit: 1 }, 3: { limit: -1 } }),
  ],
  ["GET", batch(["me.get", "me.get"], [])],
  ["GET", batch(["me.get", "me.get"], "text")],
  ["GET", batch(["me.get", "me.get"], null)],
  ["GET", batch([",,"], {})],
  ["GET", batch(Array<string>(10).fill("me.get"), {})],
  ["GET", batch(Array<string>(11).fill("me.get"), {})],
  ["GET", "me.get,me.get?batch=1&input=%7B"],
  ["POST", "auth.login,me.get?batch=1", '{"0":{}}'],
];

async function ask([method, address, body]: Request, headers: Record<string, string>) {
  const response = await fetch(`${app.url}/trpc/${address}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === "POST" && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = (await response.text()).replaceAll(/"requestId":"[^"]*"/g, "");
  const type = response.headers.get("content-type")?.split(";")[0];
  return { status: response.status, type, cache: response.headers.get("cache-control"), text };
}

test.each(REQUESTS)(
  "%s /trpc/%s is answered as tRPC's own adapter answers it",
  async (method, address, body) => {
    const request = [method, address, body] as Request;
    // The header asks for nothing new; it sends the request the long way.
    expect(await ask(request, {})).toEqual(await ask(request, { "trpc-accept": "application/json" }));
  },
);
