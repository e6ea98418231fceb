import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly status: { readonly code?: number };
}

interface Batch {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: Span[] }[] }[];
}

export interface Collector {
  readonly endpoint: string;
  readonly spans: readonly Span[];
  /** All that came, as it came. */
  received(): string;
  close(): void;
}

/** What arrives at OTLP's own address in its own form. */
export async function startCollector(): Promise<Collector> {
  const spans: Span[] = [];
  let received = "";
  const server = createServer((req, res) => {
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
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/`,
    spans,
    received: () => received,
    close: () => void server.close(),
  };
}
