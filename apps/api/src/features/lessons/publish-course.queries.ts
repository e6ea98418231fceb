import { createHash } from "node:crypto";
import type { BuiltItem, BuiltLesson } from "@fluentfusion/curriculum";
import { classifyEdit, type EditedExercise } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { v5 as uuidV5 } from "uuid";
import { ruleByEdits } from "../disputes/rule-by-edits.queries.ts";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { catalogueState, exercises, items, lessonRevisions, lessons } = schema;

/** Ids come from names, so the same course has the same ids in every installation and after every load. */
const NAMESPACE = "5c1a2f0e-8f0b-4c35-9d25-1c0a4a2f6b11";
const idOf = (kind: "item" | "lesson" | "exercise", name: string) => uuidV5(`${kind}:${name}`, NAMESPACE);

export const itemIdOf = (slug: string) => idOf("item", slug);

/** A course ready to be published; `hash` tells whether it is the one that is published already. */
export interface BuiltCourse {
  readonly hash: string;
  readonly items: readonly BuiltItem[];
  readonly lessons: readonly BuiltLesson[];
}

/** Rows in one insert: PostgreSQL takes at most 65,535 parameters. */
const CHUNK = 1_000;

async function inChunks<T>(rows: readonly T[], save: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await save(rows.slice(start, start + CHUNK));
}

/** A lesson as it is stored, with every reference as an id. */
function toRevision(lesson: BuiltLesson) {
  const content = {
    vocabulary: lesson.content.vocabulary.map(({ itemSlug, ...entry }) => ({
      itemId: idOf("item", itemSlug),
      ...entry,
    })),
    phrases: lesson.content.phrases.map(({ itemSlug, ...entry }) => ({
      itemId: idOf("item", itemSlug),
      ...entry,
    })),
    culturalNotes: lesson.content.culturalNotes,
  };
  return {
    title: lesson.title,
    description: lesson.description,
    titleLanguage: lesson.titleLanguage,
    durationMinutes: lesson.durationMinutes,
    prerequisites: lesson.prerequisites.map((slug) => idOf("lesson", slug)),
    content,
    itemIds: [...content.vocabulary, ...content.phrases].map((entry) => entry.itemId),
    exerciseBits: lesson.exercises.reduce((bits, exercise) => bits | (1 << exercise.number), 0),
  };
}

function toExerciseRows(lesson: BuiltLesson, revision: number) {
  return lesson.exercises.map(({ number, itemSlug, prompt, key, strict }) => ({
    lessonId: idOf("lesson", lesson.slug),
    revision,
    number,
    id: idOf("exercise", `${lesson.slug}#${number}`),
    kind: prompt.kind,
    itemId: itemSlug === null ? null : idOf("item", itemSlug),
    prompt,
    key,
    strict,
  }));
}

async function publishItems(tx: Tx, built: readonly BuiltItem[]): Promise<void> {
  const rows = built.map((item) => ({ ...item, id: idOf("item", item.slug) }));
  const columns = [
    "text",
    "kind",
    "category",
    "difficulty",
    "topic",
    "register",
    "accepted",
    "sources",
    "confidence",
    "review",
  ];
  const set = Object.fromEntries(columns.map((column) => [column, sql.raw(`excluded."${column}"`)]));
  await inChunks(rows, (chunk) =>
    tx.insert(items).values(chunk).onConflictDoUpdate({ target: items.id, set }),
  );
}

/** What the exercises of some lessons ask and accept as they are published now, by id. */
async function readPublished(tx: Tx, lessonIds: readonly string[]): Promise<Map<string, EditedExercise>> {
  const published = new Map<string, EditedExercise>();
  await inChunks(lessonIds, async (ids) => {
    const rows = await tx
      .select({ id: exercises.id, itemId: exercises.itemId, prompt: exercises.prompt, key: exercises.key })
      .from(exercises)
      .innerJoin(lessons, and(eq(lessons.id, exercises.lessonId), eq(lessons.revision, exercises.revision)))
      .where(inArray(lessons.id, ids));
    for (const { id, ...row } of rows) published.set(id, row as EditedExercise);
  });
  return published;
}

/** Publishes a revision of each lesson that is new or differs from its published one, and retires what is gone. */
async function publishLessons(tx: Tx, built: readonly BuiltLesson[], now: Date): Promise<number> {
  const stored = await tx
    .select({ id: lessons.id, revision: lessons.revision, hash: lessonRevisions.contentHash })
    .from(lessons)
    .innerJoin(
      lessonRevisions,
      sql`${lessonRevisions.lessonId} = ${lessons.id} and ${lessonRevisions.revision} = ${lessons.revision}`,
    );
  const current = new Map(stored.map((row) => [row.id, row]));
  const changed = built.flatMap((lesson) => {
    const id = idOf("lesson", lesson.slug);
    const contentHash = createHash("sha256").update(JSON.stringify(lesson)).digest("hex");
    const before = current.get(id);
    return before?.hash === contentHash
      ? []
      : [{ lesson, id, contentHash, revision: (before?.revision ?? 0) + 1 }];
  });
  const before = await readPublished(
    tx,
    changed.flatMap(({ id, revision }) => (revision > 1 ? [id] : [])),
  );
  const heads = changed.map(({ lesson, id, revision }) => ({
    id,
    slug: lesson.slug,
    targetLanguage: lesson.targetLanguage,
    nativeLanguage: lesson.nativeLanguage,
    category: lesson.category,
    difficulty: lesson.difficulty,
    position: lesson.position,
    revision,
    retiredAt: null,
  }));
  const set = { position: sql`excluded.position`, revision: sql`excluded.revision`, retiredAt: null };
  await inChunks(heads, (chunk) =>
    tx.insert(lessons).values(chunk).onConflictDoUpdate({ target: lessons.id, set }),
  );
  await inChunks(changed, (chunk) =>
    tx.insert(lessonRevisions).values(
      chunk.map(({ lesson, id, contentHash, revision }) => ({
        lessonId: id,
        revision,
        contentHash,
        ...toRevision(lesson),
      })),
    ),
  );
  await inChunks(
    changed.flatMap(({ lesson, revision }) => toExerciseRows(lesson, revision)),
    (chunk) => tx.insert(exercises).values(chunk),
  );
  const edits = changed.flatMap(({ lesson, revision }) =>
    toExerciseRows(lesson, revision).flatMap((exercise) => {
      const was = before.get(exercise.id);
      return was === undefined ? [] : [{ exerciseId: exercise.id, edit: classifyEdit(was, exercise) }];
    }),
  );
  await ruleByEdits(tx, edits, now);
  return changed.length;
}

async function retireAndRevive(tx: Tx, slugs: string[], now: Date): Promise<void> {
  await tx
    .update(lessons)
    .set({ retiredAt: now })
    .where(sql`${notInArray(lessons.slug, slugs)} and ${lessons.retiredAt} is null`);
  await tx
    .update(lessons)
    .set({ retiredAt: null })
    .where(sql`${inArray(lessons.slug, slugs)} and ${lessons.retiredAt} is not null`);
}

/** Whether this course is the published one. */
export async function isCoursePublished(db: Db, hash: string): Promise<boolean> {
  const [state] = await db.select({ hash: catalogueState.courseHash }).from(catalogueState);
  return state?.hash === hash;
}

/**
 * Publishes a course: each lesson whose content differs from its published revision gets a new one. All or nothing;
 * loading the same course again changes nothing, and of several instances that start at once one does the work.
 *
 * @returns how many lessons got a new revision
 */
export async function publishCourse(db: Db, course: BuiltCourse, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.insert(catalogueState).values({ version: 0, courseHash: "" }).onConflictDoNothing();
    const [state] = await tx.select().from(catalogueState).for("update");
    if (state?.courseHash === course.hash) return 0;
    await publishItems(tx, course.items);
    const published = await publishLessons(tx, course.lessons, now);
    const slugs = course.lessons.map((lesson) => lesson.slug);
    await retireAndRevive(tx, slugs, now);
    await tx
      .update(catalogueState)
      .set({ version: sql`${catalogueState.version} + 1`, courseHash: course.hash })
      .where(eq(catalogueState.only, true));
    return published;
  });
}
