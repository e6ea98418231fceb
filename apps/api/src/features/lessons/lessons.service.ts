import type { Exercise, Lesson, LessonPage, LessonSummary, ListLessonsInput } from "@fluentfusion/contract";
import { countBits, type Language, LANGUAGES } from "@fluentfusion/core";
import type { Actor } from "../../shared/actor.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import type { Catalogue } from "./catalogue-store.ts";
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

/**
 * The language from which the course of `target` is shown: the learner's own. Somebody who looks at the course of their
 * own language sees it as speakers of the language they learn do.
 */
function nativeFor(actor: Actor, target: Language): Language {
  return actor.nativeLanguage === target ? actor.targetLanguage : actor.nativeLanguage;
}

function matching(
  lessons: readonly CatalogueLesson[],
  { difficulty, category }: Pick<ListLessonsInput, "difficulty" | "category">,
): readonly CatalogueLesson[] {
  if (difficulty === undefined && category === undefined) return lessons;
  return lessons.filter(
    (lesson) =>
      (difficulty === undefined || lesson.difficulty === difficulty) &&
      (category === undefined || lesson.category === category),
  );
}

/** The course of a language pair, in order; without languages the learner's own pair is meant. */
export function courseOf(
  catalogue: Catalogue,
  actor: Actor,
  pair: { targetLanguage?: Language | undefined; nativeLanguage?: Language | undefined },
): readonly CatalogueLesson[] {
  const target = pair.targetLanguage ?? actor.targetLanguage;
  return catalogue.course(target, pair.nativeLanguage ?? nativeFor(actor, target));
}

/** One page of the course of a language pair, in order; without languages the learner's own pair is meant. */
export async function listLessons(
  { deps, actor }: ActorContext,
  filter: ListLessonsInput,
): Promise<LessonPage> {
  const lessons = matching(courseOf(await deps.catalogue.current(), actor, filter), filter);
  const end = filter.cursor + filter.limit;
  return {
    items: lessons.slice(filter.cursor, end).map(toSummary),
    nextCursor: end < lessons.length ? end : null,
  };
}

/** A published lesson with its exercises, without their keys. Throws LESSON_NOT_FOUND. */
export async function getLesson({ deps }: Pick<ActorContext, "deps">, lessonId: string): Promise<Lesson> {
  const lesson = (await deps.catalogue.current()).byId.get(lessonId);
  const found = lesson === undefined ? null : await deps.catalogue.revision(lesson.id, lesson.revision);
  if (lesson === undefined || found === null) throw new DomainError("LESSON_NOT_FOUND");
  return { ...toSummary(lesson), content: found.content, exercises: found.exercises.map(toExercise) };
}

/**
 * Every lesson that fits, in course order, for clients that never chose a language pair: of each target language the
 * course for speakers of the learner's own language, so that no lesson shows twice.
 */
export async function listAllLessons(
  { deps, actor }: ActorContext,
  filter: Pick<ListLessonsInput, "targetLanguage" | "difficulty" | "category">,
): Promise<LessonSummary[]> {
  const catalogue = await deps.catalogue.current();
  const targets = filter.targetLanguage === undefined ? LANGUAGES : [filter.targetLanguage];
  return targets.flatMap((target) =>
    matching(catalogue.course(target, nativeFor(actor, target)), filter).map(toSummary),
  );
}
