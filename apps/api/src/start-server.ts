import { connect, type Database, followReplica } from "@fluentfusion/db";
import type { FastifyBaseLogger } from "fastify";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidV7 } from "uuid";
import { buildApp } from "./app.ts";
import type { Cache } from "./cache/cache.ts";
import { logCache } from "./cache/cache-log.ts";
import type { Env } from "./env.ts";
import { readAuditHead } from "./features/audit/audit.queries.ts";
import { publishStarter } from "./features/authoring/publish-starter.ts";
import { CATALOGUE_CHANNEL } from "./features/lessons/catalogue-store.ts";
import { createMailer } from "./features/mail/mailer.ts";
import { publishPrior } from "./features/models/publish-prior.ts";
import { remodelLearners } from "./features/models/remodel-learners.ts";
import { Lifecycle } from "./lifecycle.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { appRouter } from "./router.ts";
import { databaseTrouble, isPassing, openCache, prepareDatabase } from "./services.ts";
import { loggableError } from "./shared/classify-error.ts";
import { openStarterCourse, type StarterCourse } from "./starter-course.ts";
import { startTracing } from "./tracing/open-telemetry.ts";
import { readProcedures } from "./trpc/read-procedures.ts";

/** From the end of the grace; what has not ended by then is left. */
const STOP_WITHIN_MS = 10_000;
const TRY_EVERY_MS = 250;
/** What is waited for is told again this often. */
const TELL_EVERY_MS = 10_000;

export interface RunningServer {
  readonly url: string;
  /** Resolves when it serves; rejects when it never will. Until then it answers that it is not ready. */
  readonly prepared: Promise<void>;
  readonly log: FastifyBaseLogger;
  /** Asks for no more work, lets those who send it notice, answers what was begun, and closes everything. */
  stop(): Promise<void>;
}

function ignore(_error: unknown): void {}

/** Until there is a log. */
const NOBODY = { warn: ignore, info: ignore };

interface Preparation {
  readonly env: Env;
  /** Brings the schema up to date and says what should be changed of the database. */
  readonly migrated: () => Promise<string[]>;
  readonly db: Database["db"];
  readonly cache: Cache;
  readonly course: StarterCourse;
  readonly log: FastifyBaseLogger;
}

/** Work that is begun at once, since what waits for it has much to do before; whoever asks again has it done again. */
function begun<T>(work: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | null = work();
  first.catch(ignore);
  return () => {
    const asked = first ?? work();
    first = null;
    return asked;
  };
}

/** Brings schema, course and model up to date. Safe to repeat from wherever it stopped. */
async function prepare({ env, migrated, db, cache, course, log }: Preparation): Promise<void> {
  for (const advice of await migrated()) log.warn(advice);
  const publishLessons = async () => {
    if (await publishStarter(db, course, new Date())) await cache.publish(CATALOGUE_CHANNEL, "changed");
  };
  const publishModel = async () => {
    if (!(await publishPrior(db, new Date())).replaced) return;
    remodelLearners(db, ignore).catch((error: unknown) => {
      log.error({ error: loggableError(error) }, "learners are folded by the new model as they answer");
    });
  };
  try {
    const [head] = await Promise.all([readAuditHead(db), publishLessons(), publishModel()]);
    log.info(head, "head of the audit log");
  } catch (error) {
    throw databaseTrouble(env, error);
  }
}

/** Tries until it is done, or until trying again would not help. A database of our own is there, or never will be. */
async function untilPrepared(preparation: Preparation, stopping: AbortSignal): Promise<void> {
  const { env, log } = preparation;
  let toldAt = Number.NEGATIVE_INFINITY;
  while (!stopping.aborted) {
    try {
      await prepare(preparation);
      return;
    } catch (error) {
      if (stopping.aborted) return;
      if (env.databaseUrl === null || !isPassing(error)) throw error;
      if (performance.now() - toldAt > TELL_EVERY_MS) {
        toldAt = performance.now();
        const { message } = error instanceof Error ? error : { message: "the database is away" };
        log.warn({ error: loggableError(error) }, `waiting: ${message}`);
      }
      await sleep(TRY_EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

async function startOwnDatabase({ dataDir }: Env, closers: (() => Promise<unknown>)[]): Promise<string> {
  const { startEmbeddedPostgres } = await import("@fluentfusion/embedded-postgres");
  const embedded = await startEmbeddedPostgres({ dataDir });
  closers.push(() => embedded.stop());
  return embedded.url;
}

/**
 * Opens everything and listens; schema and course are brought up to date meanwhile, as soon as the database is there
 * (decision 41). Whatever was opened is closed again when a later step fails.
 */
export async function startServer(env: Env): Promise<RunningServer> {
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close().catch(() => undefined);
  };
  try {
    const course = await openStarterCourse();
    const url = env.databaseUrl ?? (await startOwnDatabase(env, closers));
    const migrated = begun(() => prepareDatabase(env, url));
    const tracing = env.traces === null ? null : await startTracing(env.traces);
    if (tracing !== null) closers.push(() => tracing.stop());
    const metrics =
      env.metricsPort === null
        ? null
        : createMetrics(new Set(readProcedures(appRouter).keys()), tracing?.span);
    const measure = metrics?.pool.measure ?? tracing?.span;
    const database = connect(url, { name: "fluentfusion-api", ...(measure && { measure }) });
    closers.push(() => database.close());
    const replica =
      env.replica === null ? null : followReplica(url, env.replica.url, { name: "fluentfusion-api" });
    if (replica !== null) closers.push(() => replica.close());
    const watching = { of: logCache(NOBODY) };
    const watcher = {
      onTrouble(error: unknown) {
        metrics?.cacheFailed();
        watching.of.onTrouble(error);
      },
      onAnswer: () => watching.of.onAnswer(),
    };
    const cache = await openCache(env, watcher, tracing?.span);
    closers.push(() => cache.close());
    const lifecycle = new Lifecycle();
    const app = await buildApp({
      env,
      db: database.db,
      databaseUrl: url,
      pool: database,
      lifecycle,
      ...(replica === null ? {} : { replica }),
      cache,
      ...(metrics === null ? {} : { metrics }),
      ...(tracing === null ? {} : { tracing }),
      mailer: createMailer(env),
      starter: course,
      now: () => new Date(),
      newId: () => uuidV7(),
    });
    const { log } = app;
    if (env.isProduction && env.smtpUrl === null) {
      log.warn("SMTP_URL is not set: mails are written into files under DATA_DIR and reach nobody");
    }
    watching.of = logCache(log);
    closers.push(() => app.close());
    if (metrics !== null && env.metricsPort !== null) {
      const listener = await serveMetrics(metrics, { host: env.host, port: env.metricsPort });
      closers.push(() => listener.stop());
      log.info({ port: listener.port }, "metrics at /metrics");
    }
    const address = await app.listen({ host: env.host, port: env.port });
    const stopping = new AbortController();
    const preparation = { env, migrated, db: database.db, cache, course, log };
    const prepared = untilPrepared(preparation, stopping.signal).then(() => {
      if (!stopping.signal.aborted) lifecycle.serve();
    });
    return {
      url: address,
      prepared,
      log,
      async stop() {
        // Whoever was never ready has been sent nothing.
        const grace = lifecycle.stage === "serving" ? env.stopGraceSeconds : 0;
        lifecycle.drain();
        stopping.abort();
        await sleep(grace * 1000);
        await withinTime(closeAll());
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function withinTime(work: Promise<void>): Promise<void> {
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, STOP_WITHIN_MS).unref();
  });
  await Promise.race([work, limit]);
}
