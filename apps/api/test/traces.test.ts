import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTracing } from "../src/tracing/open-telemetry.ts";
import type { Tracing } from "../src/tracing/tracing.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Batch {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: Span[] }[] }[];
}

/** A collector: what arrives at OTLP's own address in its own form. */
let collector: Server;
let received = "";
const spans: Span[] = [];
let tracing: Tracing;
let app: TestApp;

beforeAll(async () => {
  collector = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => (body += chunk.toString()));
    req.on("end", () => {
      received += body;
      const { resourceSpans } = JSON.parse(body) as Batch;
      const scopes = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
      if (req.url === "/v1/traces") spans.push(...scopes.flatMap((scope) => scope.spans));
      res.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => {
    collector.listen(0, "127.0.0.1", resolve);
  });
  const { port } = collector.address() as AddressInfo;
  tracing = await startTracing({ endpoint: `http://127.0.0.1:${port}/`, serviceName: "test" });
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
  await tracing.stop();
  const ours = spans.filter((span) => span.traceId === traceId);
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
  expect(received).toContain(response.headers.get("x-request-id") ?? "none");
  expect(received).not.toMatch(/canary-of-the-answer|Bearer|example\.org/);
});
