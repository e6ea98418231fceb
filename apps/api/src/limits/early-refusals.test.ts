import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import cors from "@fastify/cors";
import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handleError } from "../http-errors.ts";
import { EarlyRefusals, type Handler } from "./early-refusals.ts";
import { shedLoad } from "./shed-load.ts";

const PAGE = "https://page.example";
const LONG_TEXT = "x".repeat(30_000);

const app = Fastify();
let isFull = true;
let isDraining = false;
/** Requests that Fastify has made. */
let made = 0;

beforeAll(async () => {
  const admission = {
    isFull: () => isFull,
    enter: async () => (isFull ? null : () => undefined),
    load: () => ({ working: 0, waiting: 0 }),
  };
  const env = { corsOrigins: [PAGE] };
  const lifecycle = {
    get stage() {
      return isDraining ? ("draining" as const) : ("serving" as const);
    },
  };
  const early = new EarlyRefusals({ env, lifecycle, log: app.log }, admission, undefined);
  for (const handle of app.server.listeners("request") as Handler[])
    app.server.off("request", handle).on("request", early.before(handle));
  app.addHook("onRequest", async (req, reply) => {
    made += 1;
    void reply.header("x-request-id", req.id);
  });
  app.setErrorHandler(handleError);
  await app.register(cors, { origin: env.corsOrigins, credentials: true });
  shedLoad(app, admission, early);
  app.get("/*", async () => "served");
  app.post("/*", async () => "served");
  await app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => app.close());

const one = new Agent({ keepAlive: true, maxSockets: 1 });

async function ask(path: string, { origin, body }: { origin?: string; body?: string } = {}) {
  const { port } = app.server.address() as AddressInfo;
  const before = made;
  const headers = { "content-type": "text/plain", ...(origin !== undefined && { origin }) };
  const method = body === undefined ? "GET" : "POST";
  const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: one }).end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const { localPort } = answer.socket;
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, text, isEarly: made === before, localPort };
}

/** Without what no two refusals have in common. */
function alike({ headers, text }: Awaited<ReturnType<typeof ask>>) {
  const { "x-request-id": id, "retry-after": seconds, date, "content-length": _, ...same } = headers;
  expect(date).toBeDefined();
  expect(Number(seconds)).toBeGreaterThan(0);
  expect(text).toContain(`"${String(id)}"`);
  return [same, text.replace(String(id), "").replace(/"retryAfterMs":\d+/, "")];
}

test.each([
  ["a call", "/trpc/lessons.list?input=%7B%7D", {}],
  ["a call of a page", "/trpc/auth.me", { origin: PAGE }],
  ["an answer with a body", "/trpc/attempts.submit", { origin: PAGE, body: LONG_TEXT }],
  ["an original route", "/api/lessons", { origin: "https://elsewhere.example" }],
])("%s that is too much is refused unread, word for word as after it was read", async (_, path, how) => {
  isFull = true;
  // The first of an origin is refused by the long way, which shows how.
  const answers = [await ask(path, how), await ask(path, how)];
  isDraining = true;
  const long = await ask(path, how);
  isDraining = false;
  expect([long.status, long.isEarly]).toEqual([503, false]);
  const early = answers.at(-1) ?? long;
  expect([early.status, early.isEarly]).toEqual([503, true]);
  expect(alike(early)).toEqual(alike(long));
  expect(early.localPort).toBe(long.localPort);
});

test("what must answer under overload, and all when it is over, is served", async () => {
  isFull = true;
  for (const path of ["/health", "/ready", "/trpc/auth.login", "/trpc/events.stream", "/api/auth/login"])
    expect((await ask(path)).status).toBe(200);
  isFull = false;
  expect((await ask("/trpc/lessons.list")).status).toBe(200);
});
