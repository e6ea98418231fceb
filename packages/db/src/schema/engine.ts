import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import {
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** What the engine has learned, version by version. One of them is published; the others can be published again. */
export const models = pgTable(
  "models",
  {
    /** Names these parameters for ever, in any database: what is kept in memory is kept by it. */
    id: uuid("id").primaryKey(),
    version: integer("version").notNull(),
    status: text("status", { enum: ["candidate", "published", "retired"] }).notNull(),
    /** `simulated_prior`: fitted on simulated learners, before there were enough real ones. */
    evidence: text("evidence", { enum: ["answers", "simulated_prior"] }).notNull(),
    /** The `Model` of core. */
    parameters: jsonb("parameters").notNull(),
    /** Scores on learners that were held back, of this model and of the one that was published then. */
    metrics: jsonb("metrics").notNull(),
    rows: integer("rows").notNull(),
    learners: integer("learners").notNull(),
    fittedAt: instant("fitted_at").notNull(),
  },
  (t) => [
    uniqueIndex("models_version_key").on(t.version),
    uniqueIndex("models_published_key")
      .on(t.status)
      .where(sql`${t.status} = 'published'`),
    check("models_status", sql`${t.status} in ('candidate', 'published', 'retired')`),
    check("models_evidence", sql`${t.evidence} in ('answers', 'simulated_prior')`),
  ],
);

/** Long work that an admin asked for. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: ["refit", "remodel"] }).notNull(),
    status: text("status", { enum: ["running", "done", "failed"] }).notNull(),
    /** 0 to 1. */
    progress: doublePrecision("progress").notNull().default(0),
    step: text("step").notNull(),
    result: jsonb("result"),
    startedBy: uuid("started_by").notNull(),
    startedAt: instant("started_at").notNull(),
    /** Its process was alive then: a job that is silent for long has died. */
    heardAt: instant("heard_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    uniqueIndex("jobs_running_key")
      .on(t.kind)
      .where(sql`${t.status} = 'running'`),
    check("jobs_kind", sql`${t.kind} in ('refit', 'remodel')`),
    check("jobs_status", sql`${t.status} in ('running', 'done', 'failed')`),
    check("jobs_progress", sql`${t.progress} between 0 and 1`),
  ],
);

/** Which policies learners are parted between; who gets which follows from their id. */
export const experiments = pgTable(
  "experiments",
  {
    name: text("name").primaryKey(),
    /** [{ policy, share }], the shares summing to 1. */
    arms: jsonb("arms").notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("experiments_running_key")
      .on(sql`(true)`)
      .where(sql`${t.endedAt} is null`),
    check("experiments_name", sql`char_length(${t.name}) between 1 and 60`),
  ],
);

/** What a learner chose about their own learning; a learner without a row has the defaults. */
export const learningSettings = pgTable(
  "learning_settings",
  {
    learnerId: uuid("learner_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Most reviews on a day of the learner's calendar. */
    dailyCap: smallint("daily_cap").notNull().default(60),
    /** Reviews rest through this day. */
    pausedUntil: date("paused_until", { mode: "string" }),
    /** A day asks for one part in so many of what is due on it. */
    catchUpDays: smallint("catch_up_days").notNull().default(1),
    arrivalOn: date("arrival_on", { mode: "string" }),
    minutesPerDay: smallint("minutes_per_day").notNull().default(10),
    /** Situations that matter most on arrival. */
    situations: text("situations").array().notNull().default([]),
    /** Lessons that are not to be recommended. */
    dismissed: uuid("dismissed").array().notNull().default([]),
  },
  (t) => [
    check("learning_settings_cap", sql`${t.dailyCap} between 1 and 500`),
    check("learning_settings_catch_up", sql`${t.catchUpDays} between 1 and 30`),
    check("learning_settings_minutes", sql`${t.minutesPerDay} between 1 and 240`),
    check(
      "learning_settings_dismissed",
      sql`cardinality(${t.dismissed}) <= ${sql.raw(String(LIMITS.dismissedMax))}`,
    ),
  ],
);

/** Lessons that a learner asked to be put first, until they have done them. */
export const lessonWishes = pgTable(
  "lesson_wishes",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    lessonId: uuid("lesson_id").notNull(),
    /** Added to the lesson's score: items recalled per minute. */
    weight: doublePrecision("weight").notNull(),
    wishedAt: instant("wished_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.lessonId] }),
    check("lesson_wishes_weight", sql`${t.weight} between 0 and 1000`),
  ],
);

/** Placement tests: what was asked, what came of it, and the belief about the level after it. */
export const placements = pgTable(
  "placements",
  {
    learnerId: uuid("learner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    /** The `PlacementState` of core, with the question that waits for its answer. */
    state: jsonb("state").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.id] }),
    index("placements_learner_started_idx").on(t.learnerId, t.startedAt),
  ],
);
