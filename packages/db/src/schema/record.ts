import { LIMITS, RECORD_EVENT_KINDS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";
import { lessons } from "./content.ts";
import { users } from "./users.ts";
import { exerciseKind, outcome } from "./vocabulary.ts";

/**
 * The log: what learners answered. Append-only (a trigger refuses changes), partitioned by range of `id`, whose first
 * 48 bits are its time: so the key is unique over all partitions, and a device with a wrong clock lands in the default
 * one. Everything else in this file is folded from it and from `self_reports`.
 *
 * To distribute it by learner, make (learner_id, id) the primary key: its unique index stands already.
 */
export const attempts = pgTable(
  "attempts",
  {
    id: uuid("id").primaryKey(),
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id),
    /** Place in this learner's log, without gaps, given under the learner's row lock: a cursor that skips nothing. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    exerciseId: uuid("exercise_id").notNull(),
    lessonId: uuid("lesson_id").notNull(),
    revision: integer("revision").notNull(),
    itemId: uuid("item_id"),
    kind: exerciseKind("kind").notNull(),
    sittingId: uuid("sitting_id"),
    practice: boolean("practice").notNull(),
    response: jsonb("response").notNull(),
    outcome: outcome("outcome").notNull(),
    score: doublePrecision("score").notNull(),
    elapsedMs: integer("elapsed_ms"),
    /** By the device's clock, as sent. */
    deviceAt: instant("device_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    /** The instant that folding uses: the device's, but never later than its arrival. */
    occurredAt: instant("occurred_at").notNull(),
    timeZone: text("time_zone").notNull(),
    localDay: date("local_day", { mode: "string" }).notNull(),
    graderVersion: smallint("grader_version").notNull(),
    modelVersion: integer("model_version").notNull(),
    /** SHA-256 of what was sent: the same id with another body is a conflict. */
    bodyHash: text("body_hash").notNull(),
    /** What was answered to the first sending, for every repeat. */
    receipt: jsonb("receipt").notNull(),
  },
  (t) => [
    unique("attempts_learner_id_id_key").on(t.learnerId, t.id),
    index("attempts_learner_seq_idx").on(t.learnerId, t.seq),
    index("attempts_exercise_learner_idx").on(t.exerciseId, t.learnerId),
    check("attempts_score", sql`${t.score} between 0 and 1`),
    check("attempts_not_from_the_future", sql`${t.occurredAt} <= ${t.receivedAt}`),
    check("attempts_elapsed", sql`${t.elapsedMs} between 0 and ${sql.raw(String(LIMITS.elapsedMsMax))}`),
  ],
);

/**
 * What changes how the log is read, and is itself part of it: an answer undone, an answer graded anew, a missed day
 * bridged. Append-only like the answers, and numbered with them.
 */
export const recordEvents = pgTable(
  "record_events",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id),
    id: uuid("id").notNull(),
    /** Shares its numbers with `attempts`. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind", { enum: RECORD_EVENT_KINDS }).notNull(),
    /** The answer that it speaks of; none for a freeze. */
    attemptId: uuid("attempt_id"),
    /** Of a regrade. */
    outcome: outcome("outcome"),
    /** The missed day of a freeze. */
    day: date("day", { mode: "string" }),
    occurredAt: instant("occurred_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    /** What was answered to the first sending, for every repeat. */
    receipt: jsonb("receipt").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    index("record_events_learner_seq_idx").on(t.learnerId, t.seq),
    index("record_events_learner_attempt_idx").on(t.learnerId, t.attemptId),
    check(
      "record_events_shape",
      sql`case ${t.kind}
        when 'undo' then ${t.attemptId} is not null and ${t.outcome} is null and ${t.day} is null
        when 'regrade' then ${t.attemptId} is not null and ${t.outcome} is not null and ${t.day} is null
        when 'freeze' then ${t.attemptId} is null and ${t.outcome} is null and ${t.day} is not null
        else false end`,
    ),
  ],
);

/** What clients of the original API say of themselves: kept as such, never mixed with graded answers. */
export const selfReports = pgTable(
  "self_reports",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id),
    id: uuid("id").notNull(),
    lessonId: uuid("lesson_id")
      .notNull()
      .references(() => lessons.id),
    score: doublePrecision("score").notNull(),
    timeSpent: integer("time_spent").notNull(),
    exercisesCompleted: integer("exercises_completed").notNull(),
    totalExercises: integer("total_exercises").notNull(),
    reportedAt: instant("reported_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    index("self_reports_learner_lesson_idx").on(t.learnerId, t.lessonId, t.id),
    check("self_reports_score", sql`${t.score} between 0 and 100`),
    check(
      "self_reports_counts",
      sql`${t.timeSpent} >= 0 and ${t.exercisesCompleted} between 0 and ${t.totalExercises}`,
    ),
  ],
);

/** A sitting: exercises chosen by the server, to be resumed on any device. What was answered stands in the log. */
export const sittings = pgTable(
  "sittings",
  {
    id: uuid("id").primaryKey(),
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id),
    mode: text("mode").notNull(),
    lessonId: uuid("lesson_id"),
    /** Exercise references in order: [{ id, revision }]; with `once: true` what is not asked again when it goes wrong. */
    exercises: jsonb("exercises").notNull(),
    /** By place in `exercises`: answered, right at the first answer, answered right at least once. */
    seenBits: integer("seen_bits").notNull().default(0),
    firstRightBits: integer("first_right_bits").notNull().default(0),
    solvedBits: integer("solved_bits").notNull().default(0),
    answers: integer("answers").notNull().default(0),
    xpEarned: integer("xp_earned").notNull().default(0),
    badgesEarned: text("badges_earned").array().notNull().default([]),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    index("sittings_open_idx")
      .on(t.learnerId, t.startedAt)
      .where(sql`${t.finishedAt} is null`),
    check("sittings_mode", sql`${t.mode} in ('lesson', 'review', 'practice')`),
  ],
);

/** One row a learner: the lock under which their log grows, and the sums that every page shows. */
export const learnerStates = pgTable("learner_states", {
  learnerId: uuid("learner_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  lastSeq: bigint("last_seq", { mode: "number" }).notNull().default(0),
  /** The fold's place: an attempt that sorts before it is late and makes the learner be folded again. */
  foldedAt: instant("folded_at"),
  foldedId: uuid("folded_id"),
  state: jsonb("state").notNull(),
  /** What the learner model knows of the learner over all items, packed by core; null until it has seen an answer. */
  trace: bytes("trace"),
  /** The same for each skill, one after another. */
  skillTraces: bytes("skill_traces"),
  /** Names of the skills, before each trace began with its number; always empty now. */
  skills: text("skills").array().notNull().default([]),
  /** Of the model by which all traces were made; another one makes the learner be folded again. */
  modelVersion: integer("model_version").notNull().default(0),
});

/** Memory and counts of one item for one learner. */
export const itemStates = pgTable(
  "item_states",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    itemId: uuid("item_id").notNull(),
    reviews: integer("reviews").notNull(),
    lapses: integer("lapses").notNull(),
    lastAt: instant("last_at").notNull(),
    lastDay: date("last_day", { mode: "string" }).notNull(),
    dueAt: instant("due_at").notNull(),
    /** Days until the chance of recall has fallen to 90 %. */
    stabilityDays: doublePrecision("stability_days").notNull(),
    difficulty: doublePrecision("difficulty").notNull(),
    lastRight: boolean("last_right").notNull(),
    /** What the learner model knows of the item, packed by core. */
    trace: bytes("trace"),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.itemId] }),
    index("item_states_due_idx").on(t.learnerId, t.dueAt),
  ],
);

/** Progress in one lesson, by exercise number as bits. */
export const lessonProgress = pgTable(
  "lesson_progress",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    lessonId: uuid("lesson_id").notNull(),
    /** Answered at least once; right at the first answer; answered right at least once. */
    seenBits: integer("seen_bits").notNull(),
    firstRightBits: integer("first_right_bits").notNull(),
    solvedBits: integer("solved_bits").notNull(),
    total: smallint("total").notNull(),
    answers: integer("answers").notNull(),
    elapsedMs: bigint("elapsed_ms", { mode: "number" }).notNull(),
    startedAt: instant("started_at").notNull(),
    lastAt: instant("last_at").notNull(),
    completedAt: instant("completed_at"),
    /** The newest revision that was answered, and what the bits stand for: its `exercise_since`. */
    revision: integer("revision").notNull().default(1),
    exerciseSince: integer("exercise_since").array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.lessonId] }),
    // For what all learners together did in a lesson.
    index("lesson_progress_lesson_idx").on(t.lessonId),
    check("lesson_progress_solved_seen", sql`${t.solvedBits} & ~${t.seenBits} = 0`),
  ],
);

/** Points, each earned once: the key says for what. */
export const xpEntries = pgTable(
  "xp_entries",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    amount: smallint("amount").notNull(),
    attemptId: uuid("attempt_id").notNull(),
    at: instant("at").notNull(),
    localDay: date("local_day", { mode: "string" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.key] }),
    index("xp_entries_learner_at_idx").on(t.learnerId, t.at),
    check("xp_entries_amount", sql`${t.amount} > 0`),
  ],
);

/** Days, by the learner's own calendar, on which something was answered, and what was done on them. */
export const streakDays = pgTable(
  "streak_days",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    day: date("day", { mode: "string" }).notNull(),
    answers: integer("answers").notNull(),
    /** Right or almost. */
    right: integer("right_answers").notNull().default(0),
    elapsedMs: bigint("elapsed_ms", { mode: "number" }).notNull().default(0),
    xp: integer("xp").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.day] })],
);

/** Badges earned; what they are and how they are earned is declared in core. */
export const learnerBadges = pgTable(
  "learner_badges",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    badgeId: text("badge_id").notNull(),
    attemptId: uuid("attempt_id").notNull(),
    earnedAt: instant("earned_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.badgeId] })],
);
