import type { Sitting, SittingSummary, StartSittingInput } from "@fluentfusion/contract";
import { countBits } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findLessonState } from "../attempts/lesson-states.queries.ts";
import { toExercise } from "../lessons/lessons.service.ts";
import { composeSitting } from "./compose-sitting.ts";
import { doneBits, nextIndex } from "./sitting-progress.ts";
import {
  findOpenSitting,
  findSitting,
  finishOnce,
  insertSittingOnce,
  type SittingRow,
} from "./sittings.queries.ts";

async function toSitting({ deps }: ActorContext, row: SittingRow): Promise<Sitting> {
  const found = await Promise.all(
    row.exercises.map(({ id, revision }) => deps.catalogue.exercise(id, revision)),
  );
  const exercises = found.flatMap((entry) => (entry === null ? [] : [toExercise(entry.exercise)]));
  const index = row.finishedAt === null ? nextIndex(row) : null;
  const idsOf = (bits: number) => row.exercises.flatMap(({ id }, place) => (bits & (1 << place) ? [id] : []));
  return {
    id: row.id,
    mode: row.mode,
    lessonId: row.lessonId,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    total: row.exercises.length,
    solved: countBits(row.solvedBits),
    solvedIds: idsOf(row.solvedBits),
    onceIds: row.exercises.flatMap(({ id, once }) => (once ? [id] : [])),
    doneIds: idsOf(doneBits(row)),
    exercises,
    next: index === null ? null : (exercises[index] ?? null),
  };
}

async function ownSitting({ deps, actor }: ActorContext, id: string): Promise<SittingRow> {
  const row = await findSitting(deps.db, actor.userId, id);
  if (row === null) throw new DomainError("SITTING_NOT_FOUND");
  return row;
}

/** Starts a sitting. A repeat with the same id returns the sitting as it stands. Throws LESSON_NOT_FOUND. */
export async function startSitting(ctx: ActorContext, input: StartSittingInput): Promise<Sitting> {
  const { deps, actor } = ctx;
  const made = await insertSittingOnce(deps.db, {
    id: input.id,
    learnerId: actor.userId,
    mode: input.mode,
    lessonId: input.mode === "review" ? null : input.lessonId,
    exercises: await composeSitting(ctx, input),
    startedAt: deps.now(),
  });
  return toSitting(ctx, made ?? (await ownSitting(ctx, input.id)));
}

/** A sitting as it stands: `next` is the exercise to answer now. Throws SITTING_NOT_FOUND. */
export async function getSitting(ctx: ActorContext, id: string): Promise<Sitting> {
  return toSitting(ctx, await ownSitting(ctx, id));
}

/** The sitting that was left open last, on whichever device, or `null`. */
export async function resumeSitting(ctx: ActorContext, id: string | undefined): Promise<Sitting | null> {
  if (id !== undefined) return getSitting(ctx, id);
  const row = await findOpenSitting(ctx.deps.db, ctx.actor.userId);
  return row === null ? null : toSitting(ctx, row);
}

/** Ends a sitting, wherever it stands, and sums it up. A repeat returns the same. Throws SITTING_NOT_FOUND. */
export async function finishSitting(ctx: ActorContext, id: string): Promise<SittingSummary> {
  const { deps, actor } = ctx;
  await finishOnce(deps.db, actor.userId, id, deps.now());
  const row = await ownSitting(ctx, id);
  const lesson = row.lessonId === null ? null : await findLessonState(deps.db, actor.userId, row.lessonId);
  return {
    id: row.id,
    mode: row.mode,
    lessonId: row.lessonId,
    finishedAt: (row.finishedAt ?? deps.now()).toISOString(),
    answers: row.answers,
    firstTry: countBits(row.firstRightBits),
    total: row.exercises.length,
    xpEarned: row.xpEarned,
    badgesEarned: row.badgesEarned,
    lessonCompleted: lesson !== null && lesson.completedAt !== null,
  };
}
