import { createRequire } from "node:module";
import { dirname } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
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
const ASSETS = /^\/?(swagger-ui\.css|swagger-ui-bundle\.js|redoc\.standalone\.js)$/;

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
  await app.register(fastifyStatic, {
    root: dirname(require.resolve("swagger-ui-dist/package.json")),
    prefix: "/docs/assets/",
    allowedPath: (path) => ASSETS.test(path),
  });
  const redoc = dirname(require.resolve("redoc/bundles/redoc.standalone.js"));
  app.get("/redoc/redoc.standalone.js", (_req, reply) => reply.sendFile("redoc.standalone.js", redoc));
}
