import type { Database, DatabaseWatch } from "@fluentfusion/db";
import type { FastifyBaseLogger } from "fastify";
import type { Cache } from "../cache/cache.ts";
import type { Env } from "../env.ts";
import type { AnswerStore } from "../features/attempts/answer-store.ts";
import type { ActorStore } from "../features/auth/actor-store.ts";
import type { JobRunner } from "../features/jobs/run-jobs.ts";
import type { LiveLog } from "../features/events/live-log.ts";
import type { CatalogueStore } from "../features/lessons/catalogue-store.ts";
import type { CallLimits } from "../limits/call-limits.ts";
import type { SignInLimits } from "../limits/sign-in-limits.ts";
import type { Lifecycle } from "../lifecycle.ts";
import type { Background } from "./keep-working.ts";
import type { LaggingReads } from "./lagging-reads.ts";
import type { ImpressionStore } from "../features/recommendations/impression-store.ts";
import type { PackStore } from "../features/sync/pack-store.ts";
import type { LearnerChanges } from "./learner-changes.ts";
import type { Passwords } from "./password.ts";
import type { Tracing } from "../tracing/tracing.ts";
import type { Sealer } from "./sealer.ts";
import type { StarterCourse } from "../starter-course.ts";
import type { Tokens } from "./tokens.ts";

/** Everything that reaches outside a function, made once at the start and handed down. */
export interface Deps {
  readonly env: Env;
  readonly db: Database["db"];
  /** For what may be some seconds behind. */
  readonly laggingReads: LaggingReads;
  readonly lifecycle: Lifecycle;
  /** Fails with what is told as UNAVAILABLE before the server is prepared, and as soon as the database is known to be away. */
  readonly whileUp: DatabaseWatch["whileUp"];
  readonly isDatabaseUp: DatabaseWatch["isUp"];
  readonly cache: Cache;
  readonly catalogue: CatalogueStore;
  /** The course of the files, which authors go on from. */
  readonly starter: StarterCourse;
  readonly packs: PackStore;
  /** Tells the streams of a learner that their log has grown. */
  readonly liveLog: LiveLog;
  /** Stores what learners answer. */
  readonly answers: AnswerStore;
  /** Stores what learners were recommended. */
  readonly impressions: ImpressionStore;
  /** Who holds which token. */
  readonly actors: ActorStore;
  /** What changes of learners, for answers that are kept until then. */
  readonly changes: LearnerChanges;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly sealer: Sealer;
  /** A name for the log in place of what says who somebody is. */
  readonly pseudonym: (text: string) => string;
  readonly callLimits: CallLimits;
  readonly signInLimits: SignInLimits;
  readonly mails: Pick<Background, "look">;
  /** Who gave an answer that is accepted from now on. */
  readonly crediting: Pick<Background, "look">;
  /** Long work beside the server. */
  readonly jobs: Pick<JobRunner, "run">;
  /** `null` where no traces are kept. */
  readonly tracing: Tracing | null;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  /** A new UUIDv7. */
  readonly newId: () => string;
}
