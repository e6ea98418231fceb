import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** A learner says that an answer was right. What became of it stands in the ruling on the same form. */
export const disputes = pgTable(
  "disputes",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    attemptId: uuid("attempt_id").notNull(),
    exerciseId: uuid("exercise_id").notNull(),
    revision: integer("revision").notNull(),
    /** As typed, and its normal form, by which disputes cluster. */
    answer: text("answer").notNull(),
    normal: text("normal").notNull(),
    reason: text("reason").notNull(),
    openedAt: instant("opened_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    unique("disputes_attempt_key").on(t.learnerId, t.attemptId),
    index("disputes_cluster_idx").on(t.exerciseId, t.normal),
    check(
      "disputes_reason",
      sql`char_length(${t.reason}) <= ${sql.raw(String(LIMITS.disputeReasonMaxChars))}`,
    ),
  ],
);

/**
 * What an author decided on one form of an exercise, in all its revisions. Kept when it is revoked; at most one counts.
 * Everyone who answered the exercise is credited by a job that can stop anywhere: it notes how far it came.
 */
export const rulings = pgTable(
  "rulings",
  {
    id: uuid("id").primaryKey(),
    exerciseId: uuid("exercise_id").notNull(),
    normal: text("normal").notNull(),
    /** As it is shown among the accepted forms. */
    form: text("form").notNull(),
    decision: text("decision", { enum: ["accepted", "rejected"] }).notNull(),
    /** Nobody where an edit of the course decided. */
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at").notNull(),
    revokedBy: uuid("revoked_by"),
    revokedAt: instant("revoked_at"),
    /** When the next round over the learners may begin; `null` when all is done. */
    roundDueAt: instant("round_due_at"),
    roundsLeft: smallint("rounds_left").notNull(),
    /** The last learner of this round; `null` at its beginning. */
    doneThrough: uuid("done_through"),
    learnersCredited: integer("learners_credited").notNull().default(0),
    answersRegraded: integer("answers_regraded").notNull().default(0),
  },
  (t) => [
    uniqueIndex("rulings_counting_key")
      .on(t.exerciseId, t.normal)
      .where(sql`${t.revokedAt} is null`),
    index("rulings_waiting_idx")
      .on(t.roundDueAt)
      .where(sql`${t.roundDueAt} is not null`),
    check("rulings_decision", sql`${t.decision} in ('accepted', 'rejected')`),
    check("rulings_revoked", sql`${t.revokedAt} is not null or ${t.revokedBy} is null`),
  ],
);
