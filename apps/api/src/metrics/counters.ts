import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** What is counted where it happens, for the whole process; `createMetrics` puts it among what is served. */

const registers: [] = [];

/** Looked up several times by the cheapest of requests, so that it is two numbers until somebody reads them. */
const lookups = new Map<string, { hit: number; miss: number }>();

/** Asked of what is kept in memory: `hit` or `miss`. */
const cacheLookups = new Counter({
  name: "fluentfusion_cache_lookups_total",
  help: "Look-ups in what is kept in memory, and whether it was there",
  labelNames: ["cache", "result"] as const,
  registers,
  collect() {
    this.reset();
    for (const [cache, { hit, miss }] of lookups) {
      this.inc({ cache, result: "hit" }, hit);
      this.inc({ cache, result: "miss" }, miss);
    }
  },
});

export function countLookup(cache: string, isHit: boolean): void {
  const count = lookups.get(cache) ?? { hit: 0, miss: 0 };
  if (isHit) count.hit += 1;
  else count.miss += 1;
  lookups.set(cache, count);
}

/** By the name of a limit of `src/limits/`, or of a queue that is full. */
export const limitRefusals = new Counter({
  name: "fluentfusion_limit_refusals_total",
  help: "What was refused, by the limit that it went beyond",
  labelNames: ["limit"] as const,
  registers,
});

/** By the code of the refusal. */
export const failedSignIns = new Counter({
  name: "fluentfusion_sign_in_failures_total",
  help: "Sign-ins that were refused: a wrong password, a wrong code, too many of them",
  labelNames: ["reason"] as const,
  registers,
});

export const mailTries = new Counter({
  name: "fluentfusion_mail_tries_total",
  help: "Mails that were sent, that failed and will be tried again, that were refused for good, and that were given up",
  labelNames: ["outcome"] as const,
  registers,
});
// A rise is told from what was there before: the first mail that is given up would be none.
for (const outcome of ["sent", "failed", "refused", "given_up"]) mailTries.inc({ outcome }, 0);

export const guestsForgotten = new Counter({
  name: "fluentfusion_guests_forgotten_total",
  help: "Guests that were deleted, since nobody could be them any more",
  registers,
});

/** Answers of learners whose turn has not come. */
export const answersWaiting = new Gauge({
  name: "fluentfusion_answers_waiting",
  help: "Answers that wait for the transaction before theirs",
  registers,
});

export const databaseDurations = new Histogram({
  name: "fluentfusion_database_seconds",
  help: "Statements and transactions, from when they were wanted to their end",
  labelNames: ["operation"] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
});

/** Of reads that may be some seconds behind: by the replica or by the database itself. */
export const laggingReads = new Counter({
  name: "fluentfusion_lagging_reads_total",
  help: "Reads that may be behind, and where they went",
  labelNames: ["from"] as const,
  registers,
});

export const replicaLag = new Gauge({
  name: "fluentfusion_replica_lag_seconds",
  help: "How old what the replica has is at the most; +Inf while it does not answer, NaN where there is none",
  registers,
});
replicaLag.set(Number.NaN);

/** Puts all of them among what a registry tells. */
export function registerCounters(registry: Registry): void {
  registry.registerMetric(cacheLookups);
  registry.registerMetric(limitRefusals);
  registry.registerMetric(failedSignIns);
  registry.registerMetric(mailTries);
  registry.registerMetric(guestsForgotten);
  registry.registerMetric(answersWaiting);
  registry.registerMetric(databaseDurations);
  registry.registerMetric(laggingReads);
  registry.registerMetric(replicaLag);
}
