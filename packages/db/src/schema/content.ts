import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { category, difficulty, exerciseKind, language } from "./vocabulary.ts";

/** What is taught: one word or phrase of one target language, with what is accepted for it and who attests it. */
export const items = pgTable(
  "items",
  {
    id: uuid("id").primaryKey(),
    /** One row for each meaning that a name has had: only the present one is published. */
    slug: text("slug").notNull(),
    targetLanguage: language("target_language").notNull(),
    text: text("text").notNull(),
    kind: text("kind").notNull(),
    category: category("category").notNull(),
    difficulty: difficulty("difficulty").notNull(),
    topic: text("topic").notNull(),
    register: text("register"),
    /** Accepted forms by language, the main one first. */
    accepted: jsonb("accepted").notNull(),
    sources: jsonb("sources").notNull(),
    confidence: text("confidence").notNull(),
    /** Waits for a native speaker: recognised only, never produced in graded exercises. */
    review: boolean("review").notNull(),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    uniqueIndex("items_slug_key")
      .on(t.slug)
      .where(sql`${t.retiredAt} is null`),
    check("items_kind", sql`${t.kind} in ('word', 'phrase')`),
    check("items_confidence", sql`${t.confidence} in ('high', 'medium')`),
    check("items_sourced", sql`jsonb_array_length(${t.sources}) > 0`),
  ],
);

/** A lesson is a name and a pointer to its published revision; all that can be read stands in the revision. */
export const lessons = pgTable(
  "lessons",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull(),
    targetLanguage: language("target_language").notNull(),
    nativeLanguage: language("native_language").notNull(),
    category: category("category").notNull(),
    difficulty: difficulty("difficulty").notNull(),
    /** Order within the course of one language pair. */
    position: integer("position").notNull(),
    revision: integer("revision").notNull(),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    unique("lessons_slug_key").on(t.slug),
    index("lessons_catalogue_idx")
      .on(t.targetLanguage, t.nativeLanguage, t.position, t.id)
      .where(sql`${t.retiredAt} is null`),
    check("lessons_languages_differ", sql`${t.targetLanguage} <> ${t.nativeLanguage}`),
  ],
);

/** Immutable (a trigger refuses changes): an attempt names the revision that the learner saw. */
export const lessonRevisions = pgTable(
  "lesson_revisions",
  {
    lessonId: uuid("lesson_id")
      .notNull()
      .references(() => lessons.id),
    revision: integer("revision").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull(),
    titleLanguage: language("title_language").notNull(),
    durationMinutes: smallint("duration_minutes").notNull(),
    prerequisites: uuid("prerequisites").array().notNull(),
    content: jsonb("content").notNull(),
    /** What it teaches, so that a choice of lessons need not read their exercises. */
    itemIds: uuid("item_ids").array().notNull(),
    /** The numbers of its exercises as bits. */
    exerciseBits: integer("exercise_bits").notNull(),
    /** By number, the revision since which its exercise asks the same; where one is missing, the first. */
    exerciseSince: integer("exercise_since").array().notNull().default([]),
    /** SHA-256 over all that is published with it, so that loading the same course again changes nothing. */
    contentHash: text("content_hash").notNull(),
    publishedAt: instant("published_at").notNull().defaultNow(),
    publishedBy: uuid("published_by"),
  },
  (t) => [
    primaryKey({ columns: [t.lessonId, t.revision] }),
    check("lesson_revisions_positive", sql`${t.revision} > 0 and ${t.durationMinutes} > 0`),
  ],
);

/** An exercise of a revision. Its id is the same in each revision that asks the same under its number. */
export const exercises = pgTable(
  "exercises",
  {
    lessonId: uuid("lesson_id").notNull(),
    revision: integer("revision").notNull(),
    number: smallint("number").notNull(),
    id: uuid("id").notNull(),
    kind: exerciseKind("kind").notNull(),
    itemId: uuid("item_id").references(() => items.id),
    prompt: jsonb("prompt").notNull(),
    /** Never leaves the server for what is still to be graded online. */
    key: jsonb("key").notNull(),
    strict: boolean("strict").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.lessonId, t.revision, t.number] }),
    unique("exercises_id_revision_key").on(t.id, t.revision),
    foreignKey({
      name: "exercises_revision_fk",
      columns: [t.lessonId, t.revision],
      foreignColumns: [lessonRevisions.lessonId, lessonRevisions.revision],
    }),
    check(
      "exercises_number",
      sql`${t.number} >= 0 and ${t.number} < ${sql.raw(String(LIMITS.exercisesPerLessonMax))}`,
    ),
  ],
);

/** One row: the version that every change of published content raises, and the hash of the loaded starter course. */
export const catalogueState = pgTable(
  "catalogue_state",
  {
    only: boolean("only").primaryKey().default(true),
    version: bigint("version", { mode: "number" }).notNull(),
    courseHash: text("course_hash").notNull(),
  },
  (t) => [check("catalogue_state_only", sql`${t.only}`)],
);
