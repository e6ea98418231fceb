import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import { LIMITS } from "@fluentfusion/core";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import helmet from "helmet";
import { canonicalUrl } from "./canonical-url.ts";
import {
  handleError,
  handleFrameworkError,
  handleNotFound,
  refuseLongAddress,
  refuseUnreadable,
} from "./http-errors.ts";
import { createAdmission } from "./limits/admission.ts";
import { limitAtOnce } from "./limits/at-once.ts";
import { EarlyRefusals } from "./limits/early-refusals.ts";
import { shedLoad } from "./limits/shed-load.ts";
import { logAnswer, loggerOptions } from "./logger.ts";
import { healthRoutes } from "./rest/health.ts";
import { restRoutes } from "./rest/index.ts";
import { assembleDeps, type Resources } from "./deps.ts";
import { drainConnections } from "./drain-connections.ts";
import { askDatabase } from "./metrics/ask-database.ts";
import { limitRefusals } from "./metrics/counters.ts";
import { routeOf } from "./metrics/metrics.ts";
import { appRouter } from "./router.ts";
import { traceRequests } from "./tracing/trace-requests.ts";
import { readProcedures } from "./trpc/read-procedures.ts";
import { EarlyAnswers, type Handler } from "./trpc/early-answers.ts";
import { KeptAnswers } from "./trpc/kept-answers.ts";
import { trpcPlugin } from "./trpc/plugin.ts";

const PROCEDURES = new Set(readProcedures(appRouter).keys());

const CONNECTIONS_MAX = 10_000;

/** Its plugin for Fastify reads these options anew for each request. */
const secure = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"] },
  },
});

/** Builds the application without listening, so that tests and servers start the same thing. */
export async function buildApp(resources: Resources): Promise<FastifyInstance> {
  const { env } = resources;
  const app = Fastify({
    logger: loggerOptions(env),
    // One line of our own when it is answered, instead of two.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    rewriteUrl: ({ url = "/" }) => canonicalUrl(url),
    bodyLimit: LIMITS.bodyMaxBytes,
    routerOptions: { maxParamLength: LIMITS.urlMaxChars, ignoreTrailingSlash: true },
    frameworkErrors: handleFrameworkError,
    clientErrorHandler: refuseUnreadable(resources.newId),
    trustProxy: (_address, hop) => hop < env.trustedProxies,
    // A client that is slow on purpose holds a socket this long and no longer.
    requestTimeout: 10_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    // Nor does one that does not take its answer, though longer than the longest work (forgetting a person: a minute). A
    // stream says something every 15 s.
    connectionTimeout: 65_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: "idle",
    // A request under way when the server is told to stop is still answered.
    return503OnClosing: false,
  });
  // Each holds a file and some kB; who comes beyond is hung up on.
  app.server.maxConnections = CONNECTIONS_MAX;
  app.server.on("drop", () => limitRefusals.inc({ limit: "connections" }));
  const { deps, stop } = await assembleDeps(resources, app.log);
  const answers = new KeptAnswers(deps);
  const early = new EarlyAnswers(deps, answers, resources.metrics);
  const admission = createAdmission(() => performance.now());
  const refusals = new EarlyRefusals(deps, admission, resources.metrics);
  for (const handle of app.server.listeners("request") as Handler[]) {
    app.server.off("request", handle).on("request", early.before(refusals.before(handle)));
  }
  drainConnections(app, deps);
  app.addHook("onClose", stop);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook("onRequest", async (req, reply) => {
    void reply.header("x-request-id", req.id);
  });
  if (deps.tracing !== null) traceRequests(app, deps.tracing, (req) => routeOf(req, PROCEDURES));
  app.addHook("onResponse", async (req, reply) => logAnswer(req, reply));
  app.addHook("onRequest", refuseLongAddress);
  app.addHook("onRequest", (req, reply, done) => secure(req.raw, reply.raw, () => done()));
  await app.register(cors, {
    origin: [...env.corsOrigins],
    credentials: true,
    methods: ["GET", "POST", "PATCH", "DELETE"],
    exposedHeaders: ["x-request-id", "retry-after", "ratelimit", "ratelimit-policy"],
    maxAge: 600,
    strictPreflight: false,
  });
  const { passwords, liveLog } = deps;
  if (resources.metrics !== undefined) {
    const asked = askDatabase(resources.databaseUrl, deps);
    app.addHook("onClose", () => asked.close());
    resources.metrics.watch(app, { admission, passwords, liveLog, ...asked });
  }
  limitAtOnce(app, deps);
  shedLoad(app, admission, refusals);
  await app.register(cookie);
  await app.register(async (scope) => healthRoutes(scope, deps));
  await app.register(async (scope) => trpcPlugin(scope, deps, { answers, early }));
  await app.register(async (scope) => restRoutes(scope, deps));
  return app;
}
