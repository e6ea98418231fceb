import type { StartSittingInput } from "@fluentfusion/contract";
import { LIMITS, planSession, progressIn } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findLessonState } from "../attempts/lesson-states.queries.ts";
import { findReviewDay } from "../reviews/due.queries.ts";
import { dueReviews } from "../reviews/reviews.service.ts";
import { findStanding } from "../recommendations/learner-standing.ts";
import type { ExerciseRef } from "./sittings.queries.ts";

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
  const solved = state === null ? 0 : progressIn(state, found.lesson.exerciseSince).solvedBits;
  const unsolved = found.exercises.filter(({ number }) => (solved & (1 << number)) === 0);
  const asked = unsolved.length === 0 ? found.exercises : unsolved;
  return asked.map(({ id, revision }) => ({ id, revision }));
}

interface WantedItem {
  readonly id: string;
  /** Asked by the hardest exercise that its lesson has, or by the easiest. */
  readonly isHard: boolean;
  readonly once?: true;
}

/** One exercise for each item, in their order. */
async function exercisesFor(
  { deps, actor }: ActorContext,
  items: readonly WantedItem[],
): Promise<ExerciseRef[]> {
  const wanted = new Map(items.map((item) => [item.id, item]));
  const chosen = new Map<string, Pick<ExerciseRef, "id" | "revision">>();
  const catalogue = await deps.catalogue.current();
  for (const lesson of catalogue.course(actor.targetLanguage, actor.nativeLanguage)) {
    if (chosen.size === wanted.size) break;
    const here = new Set(lesson.itemIds.filter((id) => wanted.has(id) && !chosen.has(id)));
    if (here.size === 0) continue;
    const exercises = (await deps.catalogue.revision(lesson.id, lesson.revision))?.exercises ?? [];
    // The last exercises of a lesson ask most of an item.
    for (const exercise of exercises.toReversed()) {
      const { itemId } = exercise;
      if (itemId === null || !here.has(itemId)) continue;
      if (!chosen.has(itemId) || wanted.get(itemId)?.isHard === false) chosen.set(itemId, exercise);
    }
  }
  return items.flatMap(({ id: itemId, once }) => {
    const exercise = chosen.get(itemId);
    if (exercise === undefined) return [];
    const { id, revision } = exercise;
    return [once === undefined ? { id, revision } : { id, revision, once }];
  });
}

/** Of items that are due, as many as a sitting has. */
const reviewExercises = (ctx: ActorContext, itemIds: readonly string[]): Promise<ExerciseRef[]> =>
  exercisesFor(
    ctx,
    itemIds.slice(0, REVIEW_ITEMS).map((id) => ({ id, isHard: true })),
  );

/** The first of what `reviews.due` says: nothing in a pause, or when the day's reviews are done. */
async function dueExercises(ctx: ActorContext): Promise<ExerciseRef[]> {
  const { itemIds } = await dueReviews(ctx);
  return reviewExercises(ctx, itemIds);
}

/**
 * What the engine plans for so much time; without a model, what is due. Whoever says how much time they have asks for
 * it now: neither the cap nor a pause takes it from them.
 */
async function plannedExercises(ctx: ActorContext, minutes: number): Promise<ExerciseRef[]> {
  const { deps, actor } = ctx;
  const { engine } = await findStanding(ctx);
  if (engine === null) {
    const { itemIds } = await findReviewDay(deps.db, actor, deps.now());
    return reviewExercises(ctx, itemIds);
  }
  const { model, learner, catalogue, options } = engine;
  const plan = planSession(model, learner, catalogue, {
    at: options.at,
    minutes,
    goal: options.goal ?? null,
  });
  const items = plan.items.slice(0, LIMITS.exercisesPerLessonMax);
  return exercisesFor(
    ctx,
    items.map(({ item, role, again }) => ({
      id: item,
      isHard: role === "due" || role === "ahead",
      ...(again ? {} : { once: true }),
    })),
  );
}

/** What a sitting asks, at most thirty exercises, in order. */
export async function composeSitting(ctx: ActorContext, input: StartSittingInput): Promise<ExerciseRef[]> {
  let exercises: ExerciseRef[];
  if (input.mode !== "review") {
    exercises = await lessonExercises(ctx, input.lessonId, input.mode === "practice");
  } else {
    exercises = await (input.minutes === undefined
      ? dueExercises(ctx)
      : plannedExercises(ctx, input.minutes));
  }
  return exercises.slice(0, LIMITS.exercisesPerLessonMax);
}
