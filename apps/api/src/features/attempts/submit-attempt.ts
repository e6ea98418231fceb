import { createHash } from "node:crypto";
import type { AttemptReceipt, SubmitAttemptInput } from "@fluentfusion/contract";
import {
  countBits,
  type ExercisePrompt,
  gradeAnswer,
  GRADER_VERSION,
  type Language,
  LIMITS,
  localDay,
  type LoggedAttempt,
  lessonScore,
  precedes,
  ResponseMismatchError,
  streakOn,
  type Verdict,
} from "@fluentfusion/core";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import type { LessonRevision, StoredExercise } from "../lessons/lessons.queries.ts";
import { lockSitting, recordInSitting } from "../sittings/sitting-progress.ts";
import { findAttempt, insertAttemptOnce } from "./attempts.queries.ts";
import { type Folded, foldNewest, refoldLearner } from "./fold-learner.ts";
import { type LearnerRow, lockLearner, type Tx } from "./record.queries.ts";

/** Version of the model that folded; stored so that a later model can tell its own states from older ones. */
const MODEL_VERSION = 1;

interface Graded {
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
    answeredAt,
    timeZone,
    elapsedMs,
  ];
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

function answerLanguage(prompt: ExercisePrompt): Language | null {
  return "answerLanguage" in prompt ? prompt.answerLanguage : null;
}

async function grade(deps: Deps, input: SubmitAttemptInput): Promise<Graded> {
  const found = await deps.catalogue.exercise(input.exerciseId, input.revision);
  if (found === null) throw new DomainError("EXERCISE_NOT_FOUND");
  const { lexicon } = await deps.catalogue.current();
  const { key, prompt, strict } = found.exercise;
  const receivedAt = deps.now();
  // A device clock that runs ahead cannot put an answer into the future.
  const occurredAt = new Date(Math.min(Date.parse(input.answeredAt), receivedAt.getTime()));
  try {
    const question = {
      key,
      response: input.response,
      answerLanguage: answerLanguage(prompt),
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

function toLogged(graded: Graded, practice: boolean): LoggedAttempt {
  const { input, exercise, of, verdict, occurredAt } = graded;
  return {
    id: input.id,
    at: occurredAt.getTime(),
    day: localDay(occurredAt.getTime(), input.timeZone),
    exerciseId: exercise.id,
    lessonId: exercise.lessonId,
    itemId: exercise.itemId,
    category: of.lesson.category,
    number: exercise.number,
    revisionBits: of.lesson.exerciseBits,
    outcome: verdict.outcome,
    practice,
    elapsedMs: Math.min(input.elapsedMs ?? 0, LIMITS.elapsedMsMax),
  };
}

function toRow(
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
    modelVersion: MODEL_VERSION,
    bodyHash,
  };
}

async function fold(tx: Tx, learnerId: string, learner: LearnerRow, attempt: LoggedAttempt): Promise<Folded> {
  if (learner.place === null || precedes(learner.place, attempt)) {
    return foldNewest(tx, learnerId, learner, attempt);
  }
  const all = await refoldLearner(tx, learnerId, learner, attempt);
  return {
    learner: all.learner,
    lesson: all.lessons.get(attempt.lessonId) ?? null,
    earned: all.earnings.get(attempt.id) ?? null,
  };
}

/** The accepted forms of typed and ordered answers; a picked or paired answer shows in the exercise itself. */
function acceptedForms({ key, prompt }: StoredExercise): string[] {
  if ("accepted" in key) return [...key.accepted];
  if ("optionId" in key && "options" in prompt) {
    return prompt.options.filter((option) => option.id === key.optionId).map((option) => option.text);
  }
  return [];
}

function toReceipt(graded: Graded, { learner, lesson, earned }: Folded, day: string): AttemptReceipt {
  const { exercise, of, verdict } = graded;
  return {
    attemptId: graded.input.id,
    exerciseId: exercise.id,
    verdict: {
      outcome: verdict.outcome,
      score: verdict.score,
      reason: verdict.reason,
      nearest: verdict.nearest,
      edits: verdict.edits.map(({ op, answer, nearest }) => ({
        op,
        answer: { ...answer },
        nearest: { ...nearest },
      })),
      accepted: acceptedForms(exercise),
    },
    xpEarned: earned?.xp.reduce((sum, entry) => sum + entry.amount, 0) ?? 0,
    xpTotal: learner.totals.xp,
    streakDays: streakOn(learner.totals.streak, day).days,
    badgesEarned: [...(earned?.badges ?? [])],
    lesson: {
      lessonId: exercise.lessonId,
      solved: lesson === null ? 0 : countBits(lesson.solvedBits & of.lesson.exerciseBits),
      total: countBits(of.lesson.exerciseBits),
      completed: lesson !== null && lesson.completedAt !== null,
      score: lesson === null ? 0 : lessonScore(lesson),
    },
  };
}

/** The first receipt, for a repeat of the same answer; anything else under its id is a conflict, whoever sent it. */
async function repeatOf(tx: Tx, learnerId: string, graded: Graded): Promise<AttemptReceipt | null> {
  const stored = await findAttempt(tx, graded.input.id);
  if (stored === null) return null;
  if (stored.learnerId !== learnerId || stored.bodyHash !== graded.bodyHash)
    throw new DomainError("ATTEMPT_CONFLICT");
  return stored.receipt as AttemptReceipt;
}

/**
 * Grades one answer, stores it and folds it, in one transaction under the learner's lock. Acknowledged only after the
 * commit; safe to send again with the same id.
 *
 * Throws EXERCISE_NOT_FOUND, RESPONSE_MISMATCH, SITTING_NOT_FOUND, ATTEMPT_CONFLICT.
 */
export async function submitAttempt(
  { deps, actor }: ActorContext,
  input: SubmitAttemptInput,
): Promise<AttemptReceipt> {
  const graded = await grade(deps, input);
  const { userId } = actor;
  return deps.db.transaction(async (tx) => {
    const learner = await lockLearner(tx, userId);
    const repeated = await repeatOf(tx, userId, graded);
    if (repeated !== null) return repeated;
    const sitting = input.sittingId === null ? null : await lockSitting(tx, userId, input.sittingId);
    const attempt = toLogged(graded, sitting?.mode === "practice");
    const seq = learner.lastSeq + 1;
    const folded = await fold(tx, userId, { ...learner, lastSeq: seq }, attempt);
    const receipt = toReceipt(graded, folded, attempt.day);
    const row = { ...toRow(graded, attempt), learnerId: userId, seq, receipt };
    // Only somebody else's answer under the same id can be in the way now: the learner's own wait at the lock.
    if (!(await insertAttemptOnce(tx, row))) throw new DomainError("ATTEMPT_CONFLICT");
    if (sitting !== null) await recordInSitting(tx, sitting, attempt, receipt);
    return receipt;
  });
}
