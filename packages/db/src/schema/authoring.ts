import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** What an author is writing: theirs alone until it is published. */
export const lessonDrafts = pgTable(
  "lesson_drafts",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Of the lesson: `greetings-beginner-1`. */
    name: text("name").notNull(),
    /** In the format of a lesson's file, finished or not. */
    text: text("text").notNull(),
    /** Raised by each change: whoever changes an older one is told so. */
    version: integer("version").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("lesson_drafts_user_idx").on(t.userId, t.updatedAt),
    check("lesson_drafts_text", sql`char_length(${t.text}) <= ${sql.raw(String(LIMITS.draftMaxChars))}`),
  ],
);

/** Lessons published in the app, revision by revision; the newest of a name stands in the place of its file. */
export const authoredLessons = pgTable(
  "authored_lessons",
  {
    name: text("name").notNull(),
    revision: integer("revision").notNull(),
    /** `null`: from here on the file counts again, or nothing where there is none. */
    text: text("text"),
    /** What the files said in its place when it was published: it holds while they say the same. */
    baseHash: text("base_hash").notNull(),
    publishedBy: uuid("published_by"),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.revision] }),
    check("authored_lessons_revision", sql`${t.revision} > 0`),
  ],
);
