import {
  type Database,
  DatabaseAwayError,
  type Replica,
  watchDatabase,
  type WatchedPool,
} from "@fluentfusion/db";
import type { FastifyBaseLogger } from "fastify";
import type { Cache } from "./cache/cache.ts";
import type { Env } from "./env.ts";
import { createLiveLog } from "./features/events/live-log.ts";
import { findLastSeqs } from "./features/sync/sync.queries.ts";
import { startCrediting } from "./features/disputes/credit-rulings.ts";
import { createAnswerStore } from "./features/attempts/answer-store.ts";
import { createImpressionStore } from "./features/recommendations/impression-store.ts";
import { createActorStore } from "./features/auth/actor-store.ts";
import { createJobRunner } from "./features/jobs/run-jobs.ts";
import { createCatalogueStore } from "./features/lessons/catalogue-store.ts";
import { startMailDelivery } from "./features/mail/deliver-mails.ts";
import type { Mailer } from "./features/mail/mailer.ts";
import { startForgettingGuests } from "./features/users/forget-guests.ts";
import { createPackStore } from "./features/sync/pack-store.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { createCallLimits } from "./limits/call-limits.ts";
import { createSignInLimits } from "./limits/sign-in-limits.ts";
import { Lifecycle } from "./lifecycle.ts";
import type { Tracing } from "./tracing/tracing.ts";
import type { Deps } from "./shared/deps.ts";
import type { StarterCourse } from "./starter-course.ts";
import { createLearnerChanges } from "./shared/learner-changes.ts";
import { createLaggingReads } from "./shared/lagging-reads.ts";
import { createPasswords } from "./shared/password.ts";
import { createPseudonyms } from "./shared/pseudonyms.ts";
import { createSealer } from "./shared/sealer.ts";
import { createTokens } from "./shared/tokens.ts";

/** What a server or a test opens before the application is built, and closes after it. */
export interface Resources {
  readonly env: Env;
  readonly db: Database["db"];
  /** A replica of the same database, for what may be behind. */
  readonly replica?: Replica;
  /** Of the same database, for what needs a connection of its own. */
  readonly databaseUrl: string;
  /** The connections of `db`: when the database hangs, what waits over them would do so for long. */
  readonly pool?: WatchedPool;
  readonly cache: Cache;
  readonly mailer: Mailer;
  /** The course of the files. */
  readonly starter: StarterCourse;
  /** Without it the server is taken for prepared. */
  readonly lifecycle?: Lifecycle;
  /** Without it nothing is measured. */
  readonly metrics?: Metrics;
  /** Without it no traces are kept. */
  readonly tracing?: Tracing;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The only place where the real things are put together. */
export async function assembleDeps(
  { mailer, ...resources }: Resources,
  log: FastifyBaseLogger,
): Promise<{ deps: Deps; stop: () => Promise<void> }> {
  const { env, db, cache } = resources;
  const maxLagMs = env.replica?.maxLagMs ?? 0;
  const laggingReads = await createLaggingReads({ db, cache, replica: resources.replica, maxLagMs });
  const catalogue = await createCatalogueStore(db, cache, () => performance.now(), laggingReads);
  const lifecycle = resources.lifecycle ?? new Lifecycle().serve();
  const watch = watchDatabase(resources.databaseUrl, resources.pool);
  const jobs = createJobRunner({ ...resources, log });
  const tokens = createTokens(env);
  const changes = await createLearnerChanges(cache);
  const onChange = (userId: string) => void changes.tell(userId).catch(() => undefined);
  const actors = await createActorStore({ ...resources, tokens, onChange });
  const liveLog = await createLiveLog(cache, (learnerIds) => findLastSeqs(db, learnerIds));
  const deps: Deps = {
    ...resources,
    lifecycle,
    whileUp: (work) =>
      lifecycle.isPrepared
        ? watch.whileUp(work)
        : Promise.reject(new DatabaseAwayError("the server is starting")),
    isDatabaseUp: () => watch.isUp(),
    laggingReads,
    tracing: resources.tracing ?? null,
    log,
    catalogue,
    packs: createPackStore(db, catalogue, env.secretKey),
    liveLog,
    answers: createAnswerStore({ db, liveLog }),
    impressions: createImpressionStore(db),
    changes,
    passwords: createPasswords(),
    tokens,
    actors,
    sealer: createSealer(env),
    pseudonym: createPseudonyms(env),
    callLimits: createCallLimits(cache, env),
    signInLimits: createSignInLimits(cache),
    jobs,
    mails: { look: () => delivery.look() },
    crediting: { look: () => crediting.look() },
  };
  const delivery = startMailDelivery(deps, mailer);
  const crediting = startCrediting(deps);
  const forgetting = startForgettingGuests(deps);
  return {
    deps,
    stop: async () => {
      laggingReads.stop();
      const working = [delivery, crediting, forgetting, jobs, actors, watch];
      await Promise.all(working.map((one) => one.stop()));
    },
  };
}
