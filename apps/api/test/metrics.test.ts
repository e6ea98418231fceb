import { readFileSync } from "node:fs";
import { connect } from "node:net";
import postgres from "postgres";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { createMetrics, type Metrics } from "../src/metrics/metrics.ts";
import { serveMetrics } from "../src/metrics/serve-metrics.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let metrics: Metrics;

beforeAll(async () => {
  metrics = createMetrics(new Set(["me.get", "auth.register"]));
  app = await startTestApp({}, { metrics });
});

afterAll(async () => {
  await app.close();
});

test("requests are counted by procedure and status, and what a client makes up makes no series of its own", async () => {
  const { client } = await app.register();
  await client.me.get.query();
  for (const path of [
    "/trpc/me.get",
    "/trpc/made-up-1",
    "/trpc/made-up-2",
    "/api/lessons/made-up-3",
    "/made-up-4",
  ]) {
    await fetch(app.url + path);
  }
  const text = await metrics.text();
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="trpc me.get",status="200"} 1',
  );
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="trpc me.get",status="401"} 1',
  );
  expect(text).toContain('{method="GET",route="trpc unknown",status="404"} 2');
  expect(text).toContain('route="/api/lessons/:lesson_id",status="401"');
  expect(text).not.toContain("made-up");
  expect(text).toContain('fluentfusion_requests{state="working"} 0');
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
});

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");

/** What stands in `ops/` in the language of Prometheus. */
function watchedExpressions(): string[] {
  const { groups } = parse(read("ops/alerts.yml")) as { groups: { rules: { expr: string }[] }[] };
  const { panels } = JSON.parse(read("ops/dashboard.json")) as { panels: { targets: { expr: string }[] }[] };
  return [
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
}

test("dashboard and alerts ask for nothing that is not measured", async () => {
  const text = await metrics.text();
  const measured = new Set([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name]) => name));
  const named = watchedExpressions().flatMap((expr) =>
    [...expr.matchAll(/\b(fluentfusion|http|nodejs|process)_\w+/g)].map(([name]) => name),
  );
  const missing = named.filter(
    (name) => !measured.has(name.replace(/_(bucket|count|sum)$/, "")) && !measured.has(name),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

test("every alert names a line of the runbook", () => {
  const alerts = parse(read("ops/alerts.yml")) as {
    groups: { rules: { alert: string; annotations: { runbook: string } }[] }[];
  };
  const rows = read("docs/operating.md")
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const lost = alerts.groups
    .flatMap(({ rules }) => rules)
    .filter(({ annotations: { runbook } }) => !rows.some((row) => row.replaceAll("`", "").includes(runbook)));
  expect(lost.map(({ alert }) => alert)).toEqual([]);
});

test("what waits, what was in memory and what was refused is counted", async () => {
  const { client } = await app.register();
  const [lesson] = (await client.lessons.list.query({})).items;
  await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId: lesson?.id ?? "" });
  for (let i = 0; i < 11; i += 1) {
    await codeOf(
      app.anonymous.auth.login.mutate({ email: "guessed@example.org", password: "one of eleven" }),
    );
  }
  // Who calls is remembered as soon as it is known that changes are heard of.
  const isRemembered = /fluentfusion_cache_lookups_total\{cache="actors",result="hit"\} [1-9]/;
  await expect.poll(async () => (await client.me.get.query()) && metrics.text()).toMatch(isRemembered);
  const text = await metrics.text();
  expect(text).toMatch(/fluentfusion_limit_refusals_total\{limit="sign-in-account"\} [1-9]/);
  expect(text).toMatch(/fluentfusion_sign_in_failures_total\{reason="CREDENTIALS_WRONG"\} [1-9]/);
  expect(text).toMatch(/fluentfusion_sign_in_failures_total\{reason="RATE_LIMITED"\} [1-9]/);
  expect(text).toMatch(/fluentfusion_mail_tries_total\{outcome="sent"\} [1-9]/);
  expect(text).toMatch(/fluentfusion_database_seconds_count\{operation="transaction"\} [1-9]/);
  for (const idle of [
    'fluentfusion_database_connections{state="waiting"} 0',
    'fluentfusion_passwords{state="working"} 0',
    'fluentfusion_streams{state="open"} 0',
    "fluentfusion_answers_waiting 0",
  ])
    expect(text).toContain(idle);
});

test("headers that are too large are refused by a limit, which is counted like the others", async () => {
  const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`);
  await socket.resume().toArray();
  expect(await metrics.text()).toMatch(/fluentfusion_limit_refusals_total\{limit="header-size"\} [1-9]/);
});

test("they are served on a port of their own alone", async () => {
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
  const listener = await serveMetrics(metrics, { host: "127.0.0.1", port: 0 });
  const answer = await fetch(`http://127.0.0.1:${listener.port}/metrics`);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect(await answer.text()).toContain("http_request_duration_seconds_bucket");
  expect((await fetch(`http://127.0.0.1:${listener.port}/`)).status).toBe(404);
  await listener.stop();
});

test("what holds everybody up is told of while those whom it holds up fill the pool", async () => {
  const people = [await app.register(), await app.register()];
  const holder = postgres(app.database.url, { max: 1 });
  await holder.unsafe("begin");
  await holder`update users set time_zone = 'Africa/Kigali' where id in ${holder(people.map(({ userId }) => userId))}`;
  let answered = 0;
  const waiting = people.flatMap(({ client }) =>
    Array.from({ length: 8 }, () =>
      codeOf(client.me.update.mutate({ timeZone: "Europe/Paris" })).finally(() => {
        answered += 1;
      }),
    ),
  );
  await expect.poll(async () => metrics.text()).toMatch(/database_connections\{state="waiting"\} [1-9]/);
  const text = await metrics.text();
  expect(answered).toBe(0);
  expect(text).toMatch(/^fluentfusion_database_oldest_write_seconds [0-9.e-]+$/m);
  await holder.unsafe("rollback");
  await Promise.all(waiting);
  await holder.end();
});
