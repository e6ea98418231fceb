import { createRedisCache } from "@fluentfusion/api";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTracing } from "../src/tracing/open-telemetry.ts";
import type { Tracing } from "../src/tracing/tracing.ts";
import { type Collector, type Span, startCollector } from "./support/collector.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

let collector: Collector;
let tracing: Tracing;
let app: TestApp;

beforeAll(async () => {
  collector = await startCollector();
  tracing = await startTracing({ endpoint: collector.endpoint, serviceName: "test" });
  app = await startTestApp({}, { tracing });
});

afterAll(async () => {
  await app.close();
  collector.close();
});

test("one answer is one trace, from its caller over HTTP and the call to each statement, without what was written", async () => {
  const { client, accessToken } = await app.register();
  const [lesson] = (await client.lessons.list.query({})).items;
  const start = { id: uuidV7(), mode: "lesson" as const, lessonId: lesson?.id ?? "" };
  const sitting = await client.session.start.mutate(start);
  const typed = sitting.exercises.find(({ prompt }) => prompt.kind === "type");
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const response = await fetch(`${app.url}/trpc/attempts.submit`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${accessToken}`,
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify({
      id: uuidV7(),
      exerciseId: typed?.id,
      revision: typed?.revision,
      sittingId: sitting.id,
      response: { kind: "type", text: "canary-of-the-answer" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
    }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("traceresponse")).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  // A transaction of several statements behind a wall is measured as well.
  const [given] = (await client.attempts.list.query({})).items;
  const undo = { id: uuidV7(), attemptId: given?.id ?? "", undoneAt: new Date().toISOString() };
  expect(await client.attempts.undo.mutate(undo)).toMatchObject({ attemptId: undo.attemptId });
  await vi.waitFor(() => expect(app.mails).not.toEqual([]));
  await tracing.stop();
  const ours = collector.spans.filter((span) => span.traceId === traceId);
  const request = ours.find(({ name }) => name === "POST trpc attempts.submit");
  expect(request?.parentSpanId).toBe("b7ad6b7169203331");
  const byId = new Map(ours.map((span) => [span.spanId, span]));
  const pathOf = (span: Span | undefined): string[] =>
    span === undefined ? [] : [...pathOf(byId.get(span.parentSpanId ?? "")), span.name];
  const paths = ours.map((span) => pathOf(span).join(" > "));
  const asked = "POST trpc attempts.submit > call attempts.submit > sql select";
  expect(paths.filter((path) => path === asked)).toHaveLength(2);
  for (const statement of ["read_records", "store_records"]) {
    expect(ours.filter((span) => JSON.stringify(span).includes(statement))).toHaveLength(1);
  }
  expect(collector.received()).toContain(response.headers.get("x-request-id") ?? "none");
  expect(collector.received()).not.toMatch(/canary-of-the-answer|Bearer|example\.org/);
  const mail = collector.spans.find(({ name }) => name === "mail send");
  expect(mail?.attributes).toEqual([
    { key: "fluentfusion.mail.topic", value: { stringValue: "mail.verify-email" } },
    { key: "fluentfusion.mail.tries", value: { intValue: 0 } },
  ]);
});

const redisUrl = process.env["REDIS_URL"] ?? "";

test.skipIf(redisUrl === "")(
  "a command of Redis is a span with its name, within the work that asked, and nothing of what it holds",
  async () => {
    const other = await startCollector();
    const traced = await startTracing({ endpoint: other.endpoint, serviceName: "test" });
    const cache = await createRedisCache(redisUrl, undefined, traced.span);
    const secret = `canary-${uuidV7()}`;
    const limits = (["fixed", "sliding"] as const).map((window) =>
      cache.limiter({ name: "traced", points: 1, seconds: 5, window }),
    );
    await traced.span("work", {}, async () => {
      await cache.publish("traced", secret);
      for (const limiter of limits) {
        await limiter.consume(secret);
        await expect(limiter.consume(secret)).rejects.toMatchObject({ remainingPoints: 0 });
      }
    });
    await cache.close();
    expect(await cache.isReachable()).toBe(false);
    await traced.stop();
    other.close();
    const work = other.spans.find(({ name }) => name === "work");
    const within = other.spans.filter(({ parentSpanId }) => parentSpanId === work?.spanId);
    const names = within.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["redis publish", "redis eval"]));
    const publish = within.find(({ name }) => name === "redis publish");
    expect(publish?.attributes).toEqual([
      { key: "db.system.name", value: { stringValue: "redis" } },
      { key: "db.operation.name", value: { stringValue: "publish" } },
    ]);
    expect(other.received()).not.toContain("canary");
  },
);
