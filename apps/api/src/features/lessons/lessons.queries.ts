import type { LessonContent } from "@fluentfusion/contract";
import type { ExerciseKey, ExercisePrompt, Language } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, eq, isNull, sql } from "drizzle-orm";

type Db = Database["db"];

const { catalogueState, exercises, items, lessonRevisions, lessons, rulings } = schema;

const summaryColumns = {
  id: lessons.id,
  slug: lessons.slug,
  revision: lessonRevisions.revision,
  targetLanguage: lessons.targetLanguage,
  nativeLanguage: lessons.nativeLanguage,
  category: lessons.category,
  difficulty: lessons.difficulty,
  position: lessons.position,
  title: lessonRevisions.title,
  description: lessonRevisions.description,
  titleLanguage: lessonRevisions.titleLanguage,
  durationMinutes: lessonRevisions.durationMinutes,
  itemIds: lessonRevisions.itemIds,
  exerciseBits: lessonRevisions.exerciseBits,
  exerciseSince: lessonRevisions.exerciseSince,
  prerequisites: lessonRevisions.prerequisites,
  publishedAt: lessonRevisions.publishedAt,
};

export type CatalogueLesson = Awaited<ReturnType<typeof listPublishedLessons>>[number];

export interface StoredExercise {
  readonly id: string;
  readonly lessonId: string;
  readonly revision: number;
  readonly number: number;
  readonly itemId: string | null;
  readonly prompt: ExercisePrompt;
  readonly key: ExerciseKey;
  readonly strict: boolean;
}

export interface LessonRevision {
  readonly lesson: CatalogueLesson;
  readonly content: LessonContent;
  readonly exercises: readonly StoredExercise[];
}

export async function findCatalogueVersion(db: Db): Promise<number> {
  const rows = await db.select({ version: catalogueState.version }).from(catalogueState);
  return rows[0]?.version ?? 0;
}

/** Every lesson that can be taken, in course order. */
export async function listPublishedLessons(db: Db) {
  return db
    .select(summaryColumns)
    .from(lessons)
    .innerJoin(
      lessonRevisions,
      and(eq(lessonRevisions.lessonId, lessons.id), eq(lessonRevisions.revision, lessons.revision)),
    )
    .where(isNull(lessons.retiredAt))
    .orderBy(
      asc(lessons.targetLanguage),
      asc(lessons.nativeLanguage),
      asc(lessons.position),
      asc(lessons.id),
    );
}

/** Every form of every item that is taught, for the grader's check that a slip is no other word. */
export async function listItemForms(db: Db): Promise<{ id: string; accepted: Record<Language, string[]> }[]> {
  const rows = await db
    .select({ id: items.id, accepted: items.accepted })
    .from(items)
    .where(isNull(items.retiredAt));
  return rows.map((row) => ({ id: row.id, accepted: row.accepted as Record<Language, string[]> }));
}

/** What authors have accepted for an exercise since it was published. */
export async function listAlsoAccepted(db: Db): Promise<{ exerciseId: string; forms: string[] }[]> {
  return db
    .select({
      exerciseId: rulings.exerciseId,
      forms: sql<string[]>`array_agg(${rulings.form} order by ${rulings.id})`,
    })
    .from(rulings)
    .where(and(eq(rulings.decision, "accepted"), isNull(rulings.revokedAt)))
    .groupBy(rulings.exerciseId);
}

/** One revision whole, also of a lesson that is no longer published. */
export async function findLessonRevision(
  db: Db,
  lessonId: string,
  revision: number,
): Promise<LessonRevision | null> {
  const [head] = await db
    .select({ ...summaryColumns, content: lessonRevisions.content })
    .from(lessons)
    .innerJoin(lessonRevisions, eq(lessonRevisions.lessonId, lessons.id))
    .where(and(eq(lessons.id, lessonId), eq(lessonRevisions.revision, revision)));
  if (head === undefined) return null;
  const rows = await db
    .select({
      id: exercises.id,
      lessonId: exercises.lessonId,
      revision: exercises.revision,
      number: exercises.number,
      itemId: exercises.itemId,
      prompt: exercises.prompt,
      key: exercises.key,
      strict: exercises.strict,
    })
    .from(exercises)
    .where(and(eq(exercises.lessonId, lessonId), eq(exercises.revision, revision)))
    .orderBy(asc(exercises.number));
  const { content, ...lesson } = head;
  return { lesson, content: content as LessonContent, exercises: rows as StoredExercise[] };
}

export async function findLessonOfExercise(db: Db, id: string, revision: number): Promise<string | null> {
  const rows = await db
    .select({ lessonId: exercises.lessonId })
    .from(exercises)
    .where(and(eq(exercises.id, id), eq(exercises.revision, revision)));
  return rows[0]?.lessonId ?? null;
}
