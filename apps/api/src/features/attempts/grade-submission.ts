import { hash } from "node:crypto";
import type { SubmitAttemptInput } from "@fluentfusion/contract";
import {
  gradeAnswer,
  DAY_MS,
  GRADER_VERSION,
  LIMITS,
  localDay,
  type LoggedAttempt,
  ResponseMismatchError,
  type Verdict,
} from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { answerLanguageOf } from "../lessons/answer-language.ts";
import type { LessonRevision, StoredExercise } from "../lessons/lessons.queries.ts";

/** An answer as it was graded, before it is known where it belongs. */
export interface Graded {
  readonly input: SubmitAttemptInput;
  readonly exercise: StoredExercise;
  readonly of: LessonRevision;
  readonly verdict: Verdict;
  readonly receivedAt: Date;
  readonly occurredAt: Date;
  readonly bodyHash: string;
}

/** Everything that makes two sendings the same answer, in one order whatever order the client wrote it in. */
function hashBody(input: SubmitAttemptInput): string {
  const { exerciseId, revision, sittingId, response, answeredAt, timeZone, elapsedMs } = input;
  const body = [
    exerciseId,
    revision,
    sittingId,
    Object.entries(response).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    new Date(answeredAt).toISOString(),
    timeZone,
    elapsedMs,
  ];
  return hash("sha256", JSON.stringify(body), "hex");
}

/** Throws EXERCISE_NOT_FOUND, RESPONSE_MISMATCH. */
export async function gradeSubmission(
  { deps, actor }: ActorContext,
  input: SubmitAttemptInput,
): Promise<Graded> {
  const found = await deps.catalogue.exercise(input.exerciseId, input.revision);
  if (found === null) throw new DomainError("EXERCISE_NOT_FOUND");
  const { lexicon } = await deps.catalogue.current();
  const { key, prompt, strict } = found.exercise;
  const receivedAt = deps.now();
  // A device's clock puts no answer into the future, none before there was anybody to give it, and none into a past that
  // no time without a network explains.
  const earliest = Math.max(actor.joinedAt.getTime(), receivedAt.getTime() - LIMITS.offlineMaxDays * DAY_MS);
  const occurredAt = new Date(
    Math.min(Math.max(Date.parse(input.answeredAt), earliest), receivedAt.getTime()),
  );
  try {
    const question = {
      key,
      response: input.response,
      answerLanguage: answerLanguageOf(prompt),
      strict,
      lexicon,
    };
    const verdict = gradeAnswer(question);
    return { input, ...found, verdict, receivedAt, occurredAt, bodyHash: hashBody(input) };
  } catch (error) {
    if (error instanceof ResponseMismatchError) throw new DomainError("RESPONSE_MISMATCH");
    throw error;
  }
}

export function toLogged(graded: Graded, practice: boolean): LoggedAttempt {
  const { input, exercise, of, verdict, occurredAt } = graded;
  return {
    id: input.id,
    at: occurredAt.getTime(),
    day: localDay(occurredAt.getTime(), input.timeZone),
    timeZone: input.timeZone,
    exerciseId: exercise.id,
    lessonId: exercise.lessonId,
    itemId: exercise.itemId,
    category: of.lesson.category,
    number: exercise.number,
    revision: of.lesson.revision,
    exerciseSince: of.lesson.exerciseSince,
    revisionBits: of.lesson.exerciseBits,
    outcome: verdict.outcome,
    selfReported: exercise.prompt.kind === "self_check",
    practice,
    elapsedMs: Math.min(input.elapsedMs ?? 0, LIMITS.elapsedMsMax),
  };
}

export function toRow(
  { input, exercise, verdict, receivedAt, occurredAt, bodyHash }: Graded,
  attempt: LoggedAttempt,
) {
  return {
    id: input.id,
    exerciseId: exercise.id,
    lessonId: exercise.lessonId,
    revision: input.revision,
    itemId: exercise.itemId,
    kind: exercise.prompt.kind,
    sittingId: input.sittingId,
    practice: attempt.practice,
    response: input.response,
    outcome: verdict.outcome,
    score: verdict.score,
    elapsedMs: input.elapsedMs === null ? null : attempt.elapsedMs,
    deviceAt: new Date(input.answeredAt),
    receivedAt,
    occurredAt,
    timeZone: input.timeZone,
    localDay: attempt.day,
    graderVersion: GRADER_VERSION,
    bodyHash,
  };
}
