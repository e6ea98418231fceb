import { connect, watchDatabase } from "@fluentfusion/db";
import { startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import { v7 as uuidV7 } from "uuid";
import { buildApp } from "./app.ts";
import type { Env } from "./env.ts";
import { readAuditHead } from "./features/audit/audit.queries.ts";
import { CATALOGUE_CHANNEL } from "./features/lessons/catalogue-store.ts";
import { createMailer } from "./features/mail/mailer.ts";
import { publishStarter } from "./features/authoring/publish-starter.ts";
import { publishPrior } from "./features/models/publish-prior.ts";
import { remodelLearners } from "./features/models/remodel-learners.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { appRouter } from "./router.ts";
import { readProcedures } from "./trpc/read-procedures.ts";
import { loggableError } from "./shared/classify-error.ts";
import { databaseTrouble, openCache, prepareDatabase } from "./services.ts";
import { startTracing } from "./tracing/open-telemetry.ts";
import { openStarterCourse } from "./starter-course.ts";

const STOP_WITHIN_MS = 10_000;

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Until there is a log, a cache that fails at the start makes the start fail, which is told anyway. */
function ignore(_error: unknown): void {}

/**
 * Opens everything, brings schema and course up to date and listens. Whatever was opened is closed again when a later
 * step fails.
 */
export async function startServer(env: Env): Promise<RunningServer> {
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close().catch(() => undefined);
  };
  try {
    const course = await openStarterCourse();
    let url = env.databaseUrl;
    if (url === null) {
      const embedded = await startEmbeddedPostgres({ dataDir: env.dataDir });
      closers.push(() => embedded.stop());
      ({ url } = embedded);
    }
    await prepareDatabase(env, url);
    const tracing = env.traces === null ? null : await startTracing(env.traces);
    if (tracing !== null) closers.push(() => tracing.stop());
    const metrics =
      env.metricsPort === null
        ? null
        : createMetrics(new Set(readProcedures(appRouter).keys()), tracing?.span);
    const measure = metrics?.pool.measure ?? tracing?.span;
    const database = connect(url, { name: "fluentfusion-api", ...(measure && { measure }) });
    closers.push(() => database.close());
    const watch = watchDatabase(url);
    closers.push(() => watch.stop());
    const trouble = { tell: ignore };
    const cache = await openCache(env, (error) => trouble.tell(error));
    closers.push(() => cache.close());
    let isRemodelled = false;
    try {
      if (await publishStarter(database.db, course, new Date())) {
        await cache.publish(CATALOGUE_CHANNEL, "changed");
      }
      isRemodelled = (await publishPrior(database.db, new Date())).replaced;
    } catch (error) {
      throw databaseTrouble(env, error);
    }
    const app = await buildApp({
      env,
      db: database.db,
      databaseUrl: url,
      watch,
      cache,
      ...(metrics === null ? {} : { metrics }),
      ...(tracing === null ? {} : { tracing }),
      mailer: createMailer(env),
      starter: course,
      now: () => new Date(),
      newId: () => uuidV7(),
    });
    app.log.info(await readAuditHead(database.db), "head of the audit log");
    if (env.isProduction && env.smtpUrl === null) {
      app.log.warn("SMTP_URL is not set: mails are written into files under DATA_DIR and reach nobody");
    }
    trouble.tell = (error) => {
      metrics?.cacheFailed();
      app.log.warn({ error: loggableError(error) }, "cache trouble");
    };
    if (isRemodelled) {
      remodelLearners(database.db, ignore).catch((error: unknown) => {
        app.log.error({ error: loggableError(error) }, "learners are folded by the new model as they answer");
      });
    }
    closers.push(() => app.close());
    if (metrics !== null && env.metricsPort !== null) {
      const listener = await serveMetrics(metrics, { host: env.host, port: env.metricsPort });
      closers.push(() => listener.stop());
      app.log.info({ port: listener.port }, "metrics at /metrics");
    }
    const address = await app.listen({ host: env.host, port: env.port });
    return { url: address, stop: () => withinTime(closeAll()) };
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
