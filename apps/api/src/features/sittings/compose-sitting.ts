import type { StartSittingInput } from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findLessonState } from "../attempts/record.queries.ts";
import { type ExerciseRef, listDueItemIds } from "./sittings.queries.ts";

const REVIEW_ITEMS = 12;

/** The exercises of a lesson that are unsolved, or all of them once it is complete or for practice. */
async function lessonExercises(
  { deps, actor }: ActorContext,
  lessonId: string,
  all: boolean,
): Promise<ExerciseRef[]> {
  const lesson = (await deps.catalogue.current()).byId.get(lessonId);
  const found = lesson === undefined ? null : await deps.catalogue.revision(lesson.id, lesson.revision);
  if (found === null) throw new DomainError("LESSON_NOT_FOUND");
  const state = all ? null : await findLessonState(deps.db, actor.userId, lessonId);
  const solved = state === null || state.completedAt !== null ? 0 : state.solvedBits;
  return found.exercises.filter(({ number }) => (solved & (1 << number)) === 0);
}

/** One exercise for each item that is due, the most productive kind that its lesson has. */
async function dueExercises({ deps, actor }: ActorContext): Promise<ExerciseRef[]> {
  const catalogue = await deps.catalogue.current();
  const wanted = new Set(await listDueItemIds(deps.db, actor.userId, deps.now(), REVIEW_ITEMS));
  const chosen: ExerciseRef[] = [];
  for (const lesson of catalogue.course(actor.targetLanguage, actor.nativeLanguage)) {
    if (wanted.size === 0) break;
    if (!lesson.itemIds.some((id) => wanted.has(id))) continue;
    const found = await deps.catalogue.revision(lesson.id, lesson.revision);
    // The last exercises of a lesson ask most of an item.
    for (const exercise of found?.exercises.toReversed() ?? []) {
      if (exercise.itemId !== null && wanted.delete(exercise.itemId)) chosen.push(exercise);
    }
  }
  return chosen;
}

/** What a sitting asks, at most thirty exercises, in order. */
export async function composeSitting(ctx: ActorContext, input: StartSittingInput): Promise<ExerciseRef[]> {
  const exercises =
    input.mode === "review"
      ? await dueExercises(ctx)
      : await lessonExercises(ctx, input.lessonId, input.mode === "practice");
  return exercises.slice(0, LIMITS.exercisesPerLessonMax).map(({ id, revision }) => ({ id, revision }));
}
