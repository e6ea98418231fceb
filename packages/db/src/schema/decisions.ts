import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** What was recommended to whom, out of what, with which probabilities: so that a policy can be judged afterwards. */
export const recommendationImpressions = pgTable(
  "recommendation_impressions",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** UUIDv7: its order is time. */
    id: uuid("id").notNull(),
    shownAt: instant("shown_at").notNull(),
    policy: text("policy").notNull(),
    modelVersion: integer("model_version").notNull(),
    /** Lessons shown, in order: [{ lessonId, reason, confidence, propensity }]. */
    shown: jsonb("shown").notNull(),
    /** Ids of the lessons that the list was chosen from, best first. */
    candidates: jsonb("candidates").notNull(),
    /** What chance was drawn by: one draw is one impression. */
    draw: integer("draw").notNull().default(0),
    /** What each policy might have put first here: { policy: [[lessonId, probability]] }. */
    choices: jsonb("choices").notNull().default({}),
    /** The probability with which this learner is given each policy: { policy: share }. */
    shares: jsonb("shares").notNull().default({}),
    /** The experiment that gave the policy, or null. */
    experiment: text("experiment"),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    index("recommendation_impressions_experiment_idx")
      .on(t.experiment, t.learnerId, t.id)
      .where(sql`${t.experiment} is not null`),
  ],
);

/**
 * Who did what to whom. Append-only (a trigger refuses changes), written in the transaction of the deed, and chained: each
 * entry has the hash of the one before in its own (migrations/*_chain_and_roles.sql).
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: uuid("id").primaryKey(),
    at: instant("at").notNull().defaultNow(),
    actorId: uuid("actor_id"),
    /** `user`, `system` or `anonymous`. */
    actorKind: text("actor_kind").notNull(),
    action: text("action").notNull(),
    subjectId: text("subject_id"),
    detail: jsonb("detail").notNull(),
    /** Set by a trigger: 1, 2, 3, … without gaps in the order of commits. */
    seq: bigint("seq", { mode: "number" }),
    hash: text("hash"),
  },
  (t) => [
    uniqueIndex("audit_log_seq_key").on(t.seq),
    index("audit_log_subject_idx").on(t.subjectId, t.id),
    index("audit_log_actor_idx").on(t.actorId, t.id),
  ],
);
