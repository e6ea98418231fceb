import type { AttemptReceipt, Exercise, Sitting, SubmitAttemptInput } from "@fluentfusion/contract";

/** One answer as it was given; `receipt` is null until the server has graded it. */
export interface Answer {
  readonly attempt: SubmitAttemptInput;
  readonly receipt: AttemptReceipt | null;
}

/**
 * A sitting as this device knows it: its exercises and every answer in the order they were given. What comes next, what
 * is solved and what waits to be sent all follow from it, so a reload loses nothing.
 */
export interface SittingRecord {
  /** Whose answers these are. Another learner who uses the device neither sees nor sends them. */
  readonly ownerId: string;
  readonly sitting: Pick<Sitting, "id" | "mode" | "lessonId">;
  readonly exercises: readonly Exercise[];
  /** Exercises that are not asked again when they go wrong. */
  readonly onceIds: readonly string[];
  /** Exercises that were done with on another device, before this one took it up. */
  readonly doneBefore: readonly string[];
  readonly answers: readonly Answer[];
}

type OfAnyServer = Omit<Sitting, "onceIds" | "doneIds"> & Partial<Pick<Sitting, "onceIds" | "doneIds">>;

/** A sitting taken up where the server knows it to be. While servers are replaced an older one may answer, which asks everything again. */
export function beginRecord(
  { id, mode, lessonId, exercises, solvedIds, onceIds = [], doneIds = solvedIds }: OfAnyServer,
  ownerId: string,
): SittingRecord {
  return { ownerId, sitting: { id, mode, lessonId }, exercises, onceIds, doneBefore: doneIds, answers: [] };
}

export type SittingStep =
  | { readonly kind: "exercise"; readonly exercise: Exercise }
  /** Everything is answered, but some answers are not graded yet. */
  | { readonly kind: "waiting" }
  | { readonly kind: "done" };

function isRight(answer: Answer): boolean {
  const outcome = answer.receipt?.verdict.outcome;
  return outcome === "correct" || outcome === "almost";
}

/** The last answer to each exercise, with its place in the order of answers. */
function lastAnswers(record: SittingRecord): Map<string, { answer: Answer; place: number }> {
  return new Map(record.answers.map((answer, place) => [answer.attempt.exerciseId, { answer, place }]));
}

/** First what was never answered, in course order; then what went wrong and is asked again, the longest ago first. */
export function nextStep(record: SittingRecord): SittingStep {
  const last = lastAnswers(record);
  const fresh = record.exercises.find(({ id }) => !last.has(id) && !record.doneBefore.includes(id));
  if (fresh) return { kind: "exercise", exercise: fresh };
  const again = record.exercises
    .flatMap((exercise) => {
      const found = last.get(exercise.id);
      return found?.answer.receipt && !isDone(record, found.answer) ? [{ exercise, place: found.place }] : [];
    })
    .toSorted((a, b) => a.place - b.place)[0];
  if (again) return { kind: "exercise", exercise: again.exercise };
  return waitingAnswers(record).length > 0 ? { kind: "waiting" } : { kind: "done" };
}

/** Graded as right, or graded at all where nothing is asked again. */
function isDone({ onceIds }: SittingRecord, answer: Answer): boolean {
  return isRight(answer) || (answer.receipt !== null && onceIds.includes(answer.attempt.exerciseId));
}

/** Exercises that are done with, here or where the sitting was before. */
export function doneCount(record: SittingRecord): number {
  const last = lastAnswers(record);
  return record.exercises.filter(({ id }) => {
    const answer = last.get(id)?.answer;
    return answer === undefined ? record.doneBefore.includes(id) : isDone(record, answer);
  }).length;
}

/** Answers that the server has not graded yet, oldest first. */
export function waitingAnswers(record: SittingRecord): Answer[] {
  return record.answers.filter((answer) => answer.receipt === null);
}

export function withAnswer(record: SittingRecord, attempt: SubmitAttemptInput): SittingRecord {
  return { ...record, answers: [...record.answers, { attempt, receipt: null }] };
}

export function withReceipt(record: SittingRecord, receipt: AttemptReceipt): SittingRecord {
  return {
    ...record,
    answers: record.answers.map((answer) =>
      answer.attempt.id === receipt.attemptId ? { ...answer, receipt } : answer,
    ),
  };
}

/** Without an answer that was taken back, or that the server refuses: the exercise can be answered again. */
export function withoutAnswer(record: SittingRecord, attemptId: string): SittingRecord {
  return { ...record, answers: record.answers.filter((answer) => answer.attempt.id !== attemptId) };
}
