import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./support/test-app.ts";

/** More than the pool has connections and the server places at work. */
const SLOW = 100;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(() => app.close());

interface Refusal {
  readonly error?: { readonly data: { readonly code: string; readonly params: { retryAfterMs?: number } } };
}

const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  "content-type": "application/json",
});

test("while slow work fills the pool each call is answered in time or refused in order, and then all is as before", async () => {
  const [busy, other] = [await app.register(), await app.register()];
  const ask = async (path: string, token: string, body?: object) => {
    const from = performance.now();
    const method = body === undefined ? "GET" : "POST";
    const init = { method, headers: headersOf(token), ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(app.url + path, init);
    const { error } = (await answer.json()) as Refusal;
    return {
      status: answer.status,
      error,
      took: performance.now() - from,
      retry: answer.headers.get("retry-after"),
    };
  };
  const read = () => ask("/trpc/auth.sessions", other.accessToken);
  expect((await read()).status).toBe(200);

  // Each of these waits for a row that somebody else holds.
  const holder = postgres(app.database.url, { max: 1 });
  await holder.unsafe("begin");
  await holder`select from users where id = ${busy.userId} for update`;
  const change = { timeZone: "Africa/Kigali" };
  const slow = Array.from({ length: SLOW }, () => ask("/trpc/me.update", busy.accessToken, change));
  await sleep(500);
  const health = await ask("/health", "");
  expect(health.status).toBe(200);
  expect(health.took).toBeLessThan(2_000);
  const during = await Promise.all(Array.from({ length: 5 }, read));
  const freed = performance.now();
  await holder.end();
  while ((await read()).status !== 200) await sleep(50);
  expect(performance.now() - freed).toBeLessThan(3_000);
  const all = [...during, ...(await Promise.all(slow))];
  for (const { status, error, took, retry } of all) {
    expect(took).toBeLessThan(10_000);
    if (status === 200) continue;
    expect([status, error?.data.code]).toEqual([503, expect.stringMatching(/^(OVERLOADED|UNAVAILABLE)$/)]);
    expect(error?.data.params.retryAfterMs).toBeGreaterThan(0);
    expect(Number(retry)).toBeGreaterThan(0);
  }
  expect(all.some(({ status }) => status === 503)).toBe(true);
});
