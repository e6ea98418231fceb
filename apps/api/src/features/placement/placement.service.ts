import type { AnswerPlacementInput, ContestPlacementInput, Placement } from "@fluentfusion/contract";
import {
  answerPlacement as afterAnswer,
  contestPlacement as onAppeal,
  gradeAnswer,
  nextPlacementItem,
  type PlacementState,
  placementResult,
  ResponseMismatchError,
  startPlacement as newTest,
} from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import type { StoredExercise } from "../lessons/lessons.queries.ts";
import { toExercise } from "../lessons/lessons.service.ts";
import { type Engine, findStanding, type Standing } from "../recommendations/learner-standing.ts";
import { findPlacement, insertPlacement, savePlacement, type StoredPlacement } from "./placement.queries.ts";

type Ready = Standing & { readonly engine: Engine };

async function findReady(ctx: ActorContext): Promise<Ready> {
  const standing = await findStanding(ctx);
  const { engine } = standing;
  // Without a published model there is no test to be found.
  if (engine === null) throw new DomainError("NOT_FOUND");
  return { ...standing, engine };
}

/** The exercise that asks most of the item: the last one of the first lesson that teaches it. */
async function exerciseOf({ deps }: ActorContext, { course }: Ready, itemId: string) {
  for (const lesson of course) {
    if (!lesson.itemIds.includes(itemId)) continue;
    const found = await deps.catalogue.revision(lesson.id, lesson.revision);
    const exercise = found?.exercises.findLast((one) => one.itemId === itemId);
    if (exercise !== undefined) return exercise;
  }
  return null;
}

/** The place in [0, 1) of an id: the last bits of a UUIDv7 are random, and a repeat draws the same. */
const drawOf = (id: string, questions: number) =>
  (((Number.parseInt(id.slice(-8), 16) / 2 ** 32 + questions * 0.618_034) % 1) + 1) % 1;

async function withNext(
  ctx: ActorContext,
  ready: Ready,
  id: string,
  test: PlacementState,
): Promise<StoredPlacement> {
  const { model, catalogue } = ready.engine;
  const item = nextPlacementItem(model, catalogue, test, drawOf(id, test.asked.length));
  const exercise = item === null ? null : await exerciseOf(ctx, ready, item.id);
  if (item === null || exercise === null) return { test, next: null };
  return { test, next: { id: exercise.id, revision: exercise.revision, itemId: item.id } };
}

async function toPlacement(
  { deps }: ActorContext,
  id: string,
  { test, next }: StoredPlacement,
): Promise<Placement> {
  const found = next === null ? null : await deps.catalogue.exercise(next.id, next.revision);
  const { questions, difficulty, probabilities, level, standardError, contestable } = placementResult(test);
  return {
    id,
    next: found === null ? null : toExercise(found.exercise),
    questions,
    difficulty,
    probabilities,
    level,
    standardError,
    contestable,
  };
}

async function ownPlacement({ deps, actor }: ActorContext, id: string): Promise<StoredPlacement> {
  const found = await findPlacement(deps.db, actor.userId, id);
  if (found === null) throw new DomainError("NOT_FOUND");
  return found;
}

/** Starts a test; a repeat with the same id returns it as it stands. */
export async function startPlacement(ctx: ActorContext, id: string): Promise<Placement> {
  const { deps, actor } = ctx;
  const state = await withNext(ctx, await findReady(ctx), id, newTest());
  await insertPlacement(deps.db, { id, learnerId: actor.userId, startedAt: deps.now(), state });
  return toPlacement(ctx, id, await ownPlacement(ctx, id));
}

export async function getPlacement(ctx: ActorContext, id: string): Promise<Placement> {
  return toPlacement(ctx, id, await ownPlacement(ctx, id));
}

async function isRight(
  { deps }: ActorContext,
  exercise: StoredExercise,
  input: AnswerPlacementInput,
): Promise<boolean> {
  const { key, prompt, strict } = exercise;
  const { lexicon } = await deps.catalogue.current();
  const answerLanguage = "answerLanguage" in prompt ? prompt.answerLanguage : null;
  try {
    const { outcome } = gradeAnswer({ key, response: input.response, answerLanguage, strict, lexicon });
    return outcome === "correct" || outcome === "almost";
  } catch (error) {
    if (error instanceof ResponseMismatchError) throw new DomainError("RESPONSE_MISMATCH");
    throw error;
  }
}

/**
 * Makes of a test what comes of it; where somebody else was first, it is theirs. Everything is found before it is stored: nobody asks
 * for a second connection within a transaction. Throws NOT_FOUND.
 *
 * @param next `null` when nothing is to change
 */
async function change(
  ctx: ActorContext,
  id: string,
  next: (stored: StoredPlacement) => Promise<StoredPlacement | null>,
): Promise<Placement> {
  const { deps, actor } = ctx;
  const before = await ownPlacement(ctx, id);
  const state = await next(before);
  if (state === null) return toPlacement(ctx, id, before);
  const finishedAt = state.next === null ? deps.now() : null;
  const of = { learnerId: actor.userId, id, before };
  const isSaved = await savePlacement(deps.db, of, { state, finishedAt });
  return toPlacement(ctx, id, isSaved ? state : await ownPlacement(ctx, id));
}

/**
 * Takes the answer to the question that waits; an answer to any other changes nothing, so that it can be sent again.
 * It is no answer of the log: nothing was learned from it. Throws NOT_FOUND, RESPONSE_MISMATCH.
 */
export async function answerPlacement(ctx: ActorContext, input: AnswerPlacementInput): Promise<Placement> {
  const { catalogue: published } = ctx.deps;
  const ready = await findReady(ctx);
  const { model, catalogue } = ready.engine;
  const { placementId: id } = input;
  return change(ctx, id, async ({ test: before, next }) => {
    if (next?.id !== input.exerciseId) return null;
    const found = await published.exercise(next.id, next.revision);
    if (found === null) throw new DomainError("EXERCISE_NOT_FOUND");
    const right = await isRight(ctx, found.exercise, input);
    const answer = input.response.kind === "skip" ? "unknown" : right ? "right" : "wrong";
    return withNext(ctx, ready, id, afterAnswer(model, catalogue, before, { item: next.itemId, answer }));
  });
}

/**
 * Goes on with a finished test whose result the learner does not agree with. A repeat, and contesting a second time, change
 * nothing. Throws NOT_FOUND.
 */
export async function contestPlacement(ctx: ActorContext, input: ContestPlacementInput): Promise<Placement> {
  const { placementId: id, difficulty } = input;
  const ready = await findReady(ctx);
  return change(ctx, id, async ({ test: before, next }) => {
    const test = onAppeal(before, difficulty);
    return next !== null || test === before ? null : withNext(ctx, ready, id, test);
  });
}
