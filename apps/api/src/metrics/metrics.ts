import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Measure } from "@fluentfusion/db";
import type { LiveLog } from "../features/events/live-log.ts";
import type { Admission } from "../limits/admission.ts";
import type { Passwords } from "../shared/password.ts";
import type { AskedOfDatabase } from "./ask-database.ts";
import { registerCounters } from "./counters.ts";
import { measurePool, type PoolUse } from "./measure-database.ts";

/** Seconds. The goals are a fifth of a second for an answer and a second for anything. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10];

export interface Metrics {
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Counts and times the requests of an application, and asks what waits in it. Call it before its routes are made. */
  watch(app: FastifyInstance, watched: Watched): void;
  /** Counts and times an answer that no application gave. */
  answered(method: string, route: string, status: number, milliseconds: number): void;
  /** For the client of the database. */
  readonly pool: PoolUse;
  /** A command of the shared cache has failed. */
  cacheFailed(): void;
}

const UNKNOWN = { waiting: Number.NaN, oldestSeconds: Number.NaN };

/** Of few values: what a client makes up must not make a time series. */
export function routeOf(req: FastifyRequest, procedures: ReadonlySet<string>): string {
  const { url } = req.routeOptions;
  if (url === undefined) return "none";
  if (!url.startsWith("/trpc")) return url;
  const path = req.url.split("?", 1)[0]?.slice("/trpc/".length) ?? "";
  if (procedures.has(path)) return `trpc ${path}`;
  return path.includes(",") ? "trpc batch" : "trpc unknown";
}

/** What is asked when somebody reads the metrics. */
interface Watched extends Pick<AskedOfDatabase, "outbox" | "oldestWrite"> {
  readonly admission: Pick<Admission, "load">;
  readonly passwords: Pick<Passwords, "load">;
  readonly liveLog: Pick<LiveLog, "open">;
}

/**
 * @param procedures the paths of all procedures
 * @param traces measures the database too, where traces are kept
 */
export function createMetrics(procedures: ReadonlySet<string>, traces: Measure | null = null): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  registerCounters(registry);
  const pool = measurePool(traces);
  const labelNames = ["method", "route", "status"] as const;
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "From the first byte of a request to the last of its answer",
    buckets: DURATION_BUCKETS,
    labelNames,
    registers,
  });
  const cacheFailures = new Counter({
    name: "fluentfusion_cache_failures_total",
    help: "Commands that the shared cache did not answer",
    registers,
  });
  const gauge = (name: string, help: string, measure: () => Readonly<Record<string, number>>) => {
    const kept = new Gauge({
      name,
      help,
      labelNames: ["state"] as const,
      registers,
      collect() {
        for (const [state, value] of Object.entries(measure())) kept.set({ state }, value);
      },
    });
  };
  gauge("fluentfusion_database_connections", "Connections in use, and work that waits for one", () => {
    const { inUse, waiting } = pool.load();
    return { in_use: inUse, waiting };
  });
  const answered: Metrics["answered"] = (method, route, status, milliseconds) =>
    durations.observe({ method, route, status: String(status) }, milliseconds / 1000);
  return {
    pool,
    answered,
    text: () => registry.metrics(),
    contentType: registry.contentType,
    cacheFailed: () => cacheFailures.inc(),
    watch(app, { admission, passwords, liveLog, outbox, oldestWrite }) {
      app.addHook("onResponse", async (req, reply) => {
        answered(req.method, routeOf(req, procedures), reply.statusCode, reply.elapsedTime);
      });
      gauge("fluentfusion_requests", "Requests at work, and those that wait for a place", () =>
        admission.load(),
      );
      gauge("fluentfusion_passwords", "Passwords that are hashed, and those that wait", () =>
        passwords.load(),
      );
      gauge("fluentfusion_streams", "Streams of events that are open", () => ({ open: liveLog.open() }));
      const openWrite = new Gauge({
        name: "fluentfusion_database_oldest_write_seconds",
        help: "How long the oldest transaction that has written has been seen open",
        registers,
        async collect() {
          openWrite.set(await oldestWrite().catch(() => Number.NaN));
        },
      });
      const waiting = new Gauge({
        name: "fluentfusion_outbox_waiting",
        help: "Mails that wait to be sent",
        registers,
        async collect() {
          // Without a database nobody knows, and the last figure would be wrong.
          const { waiting: count, oldestSeconds } = await outbox().catch(() => UNKNOWN);
          waiting.set(count);
          oldest.set(oldestSeconds);
        },
      });
      const oldest = new Gauge({
        name: "fluentfusion_outbox_oldest_seconds",
        help: "How long the mail that waits longest has waited, tried or not",
        registers,
      });
    },
  };
}
