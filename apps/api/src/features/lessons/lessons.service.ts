import type { Exercise, Lesson, LessonPage, LessonSummary, ListLessonsInput } from "@fluentfusion/contract";
import { countBits } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import type { CatalogueLesson, StoredExercise } from "./lessons.queries.ts";

export function toSummary(lesson: CatalogueLesson): LessonSummary {
  return {
    id: lesson.id,
    slug: lesson.slug,
    revision: lesson.revision,
    targetLanguage: lesson.targetLanguage,
    nativeLanguage: lesson.nativeLanguage,
    category: lesson.category,
    difficulty: lesson.difficulty,
    title: lesson.title,
    description: lesson.description,
    titleLanguage: lesson.titleLanguage,
    durationMinutes: lesson.durationMinutes,
    exerciseCount: countBits(lesson.exerciseBits),
    publishedAt: lesson.publishedAt.toISOString(),
  };
}

/** An exercise without its key. */
export function toExercise({ id, lessonId, revision, number, prompt }: StoredExercise): Exercise {
  return { id, lessonId, revision, number, prompt: prompt as Exercise["prompt"] };
}

/** Lessons in course order. Without a target language the learner's own pair is meant. */
export async function listLessons(
  { deps, actor }: ActorContext,
  filter: Omit<ListLessonsInput, "cursor" | "limit"> & { cursor: number; limit: number },
): Promise<LessonPage> {
  const catalogue = await deps.catalogue.current();
  const target = filter.targetLanguage ?? actor.targetLanguage;
  const wanted = filter.nativeLanguage ?? actor.nativeLanguage;
  // Somebody who looks at the course of their own language sees it as speakers of the language they learn do.
  const native = wanted === target ? actor.targetLanguage : wanted;
  const matching = catalogue
    .course(target, native)
    .filter(
      (lesson) =>
        (filter.difficulty === undefined || lesson.difficulty === filter.difficulty) &&
        (filter.category === undefined || lesson.category === filter.category),
    );
  const end = filter.cursor + filter.limit;
  return {
    items: matching.slice(filter.cursor, end).map(toSummary),
    nextCursor: end < matching.length ? end : null,
  };
}

/** A published lesson with its exercises, without their keys. Throws LESSON_NOT_FOUND. */
export async function getLesson({ deps }: Pick<ActorContext, "deps">, lessonId: string): Promise<Lesson> {
  const lesson = (await deps.catalogue.current()).byId.get(lessonId);
  const found = lesson === undefined ? null : await deps.catalogue.revision(lesson.id, lesson.revision);
  if (lesson === undefined || found === null) throw new DomainError("LESSON_NOT_FOUND");
  return { ...toSummary(lesson), content: found.content, exercises: found.exercises.map(toExercise) };
}
