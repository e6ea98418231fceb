import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics, type Metrics } from "../src/metrics/metrics.ts";
import { serveMetrics } from "../src/metrics/serve-metrics.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

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

test("they are served on a port of their own alone", async () => {
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
  const listener = await serveMetrics(metrics, { host: "127.0.0.1", port: 0 });
  const answer = await fetch(`http://127.0.0.1:${listener.port}/metrics`);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect(await answer.text()).toContain("http_request_duration_seconds_bucket");
  expect((await fetch(`http://127.0.0.1:${listener.port}/`)).status).toBe(404);
  await listener.stop();
});
