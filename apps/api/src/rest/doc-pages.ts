import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { FastifyInstance, FastifyReply } from "fastify";
import { answerIfChanged } from "../trpc/cacheable.ts";
import { etagOf } from "../trpc/kept-answers.ts";
import { procedurePage } from "./procedure-page.ts";

const require = createRequire(import.meta.url);

/** The pages run their own scripts and nothing from elsewhere; both style their elements inline. */
const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src blob:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const SWAGGER_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>FluentFusion API</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script></body></html>`;

/** Of two whole packages, what the pages need. */
const ASSETS = [
  {
    path: "/docs/assets/swagger-ui.css",
    type: "text/css",
    find: () => require.resolve("swagger-ui-dist/swagger-ui.css"),
  },
  {
    path: "/docs/assets/swagger-ui-bundle.js",
    type: "text/javascript",
    find: () => require.resolve("swagger-ui-dist/swagger-ui-bundle.js"),
  },
  {
    path: "/redoc/redoc.standalone.js",
    type: "text/javascript",
    find: () => require.resolve("redoc/bundles/redoc.standalone.js"),
  },
] as const;

/** `validatorUrl`: else the page would send the document's address to a service elsewhere and show its badge. */
const SWAGGER_START = `SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, docExpansion: "list", validatorUrl: null,
});`;

const REDOC_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>FluentFusion API</title><link rel="icon" href="data:,"><style>body { margin: 0 } a[href*="redocly.com"] { display: none }</style></head>
<body><redoc spec-url="/openapi.json"></redoc><script src="/redoc/redoc.standalone.js"></script></body></html>`;

async function sendPage(reply: FastifyReply, html: string): Promise<void> {
  await reply.header("content-security-policy", PAGE_CSP).type("text/html; charset=utf-8").send(html);
}

/**
 * Swagger UI and ReDoc from this server alone: a machine without internet shows them too. They stay in production: what
 * they tell is public with the source, and whoever writes a client needs them there most.
 */
export async function docPages(app: FastifyInstance, buildDocument: () => object): Promise<void> {
  // Built for its first reader, since it takes a fifth of a start. The same bytes for everyone: a thousand readers who
  // take their time hold them once.
  let bytes: Buffer | undefined;
  const document = () => (bytes ??= Buffer.from(JSON.stringify(buildDocument())));
  app.get("/openapi.json", (_req, reply) => reply.type("application/json; charset=utf-8").send(document()));
  app.get("/docs", (_req, reply) => sendPage(reply, SWAGGER_PAGE));
  app.get("/docs/start.js", (_req, reply) => reply.type("text/javascript").send(SWAGGER_START));
  let procedures: string | undefined;
  app.get("/docs/procedures", (_req, reply) => sendPage(reply, (procedures ??= procedurePage())));
  app.get("/redoc", (_req, reply) => sendPage(reply, REDOC_PAGE));
  for (const { path, type, find } of ASSETS) {
    // Read for the first who looks, and held once for all.
    let kept: { readonly bytes: Buffer; readonly etag: string } | undefined;
    app.get(path, { onSend: answerIfChanged }, async (_req, reply) => {
      if (kept === undefined) {
        const bytes = await readFile(find());
        kept = { bytes, etag: etagOf(bytes) };
      }
      return reply
        .type(`${type}; charset=utf-8`)
        .headers({ "cache-control": "public, max-age=0", etag: kept.etag })
        .send(kept.bytes);
    });
  }
}
