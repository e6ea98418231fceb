import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Admission } from "../limits/admission.ts";

/** Seconds. The goals are a fifth of a second for an answer and a second for anything. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10];

export interface Metrics {
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Counts and times the requests of an application. Call it before its routes are made. */
  watch(app: FastifyInstance, admission: Admission): void;
  /** A command of the shared cache has failed. */
  cacheFailed(): void;
}

/** Of few values: what a client makes up must not make a time series. */
export function routeOf(req: FastifyRequest, procedures: ReadonlySet<string>): string {
  const { url } = req.routeOptions;
  if (url === undefined) return "none";
  if (!url.startsWith("/trpc")) return url;
  const path = req.url.split("?", 1)[0]?.slice("/trpc/".length) ?? "";
  if (procedures.has(path)) return `trpc ${path}`;
  return path.includes(",") ? "trpc batch" : "trpc unknown";
}

/** @param procedures the paths of all procedures */
export function createMetrics(procedures: ReadonlySet<string>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    cacheFailed: () => cacheFailures.inc(),
    watch(app, admission) {
      app.addHook("onResponse", async (req, reply) => {
        const labels = {
          method: req.method,
          route: routeOf(req, procedures),
          status: String(reply.statusCode),
        };
        durations.observe(labels, reply.elapsedTime / 1000);
      });
      const requests = new Gauge({
        name: "fluentfusion_requests",
        help: "Requests at work, and those that wait for a place",
        labelNames: ["state"] as const,
        registers,
        collect() {
          const { working, waiting } = admission.load();
          requests.set({ state: "working" }, working);
          requests.set({ state: "waiting" }, waiting);
        },
      });
    },
  };
}
