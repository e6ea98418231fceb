import type { EpochMs } from "../units.ts";

/** Progress of one learner in one lesson, its exercises by number as bits. */
export interface LessonProgressState {
  readonly seenBits: number;
  /** Right at the very first answer. */
  readonly firstRightBits: number;
  /** Right at least once. */
  readonly solvedBits: number;
  /** Exercises of the newest revision that was answered. */
  readonly total: number;
  readonly answers: number;
  readonly elapsedMs: number;
  readonly startedAt: EpochMs;
  readonly lastAt: EpochMs;
  /** When every exercise had been solved; never taken back by a later revision. */
  readonly completedAt: EpochMs | null;
}

export function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** 0 to 100: the share of a lesson's exercises that were right at the first answer. */
export function lessonScore(progress: LessonProgressState): number {
  return progress.total === 0
    ? 0
    : Math.min(100, Math.round((100 * countBits(progress.firstRightBits)) / progress.total));
}

export interface LessonAnswer {
  /** The exercise's number in its lesson, 0 to 29. */
  readonly number: number;
  /** The numbers of all exercises of the revision, as bits. */
  readonly revisionBits: number;
  readonly at: EpochMs;
  readonly elapsedMs: number;
}

/** Progress after one answer. */
export function advanceLesson(
  before: LessonProgressState | null,
  answer: LessonAnswer,
  isRight: boolean,
): LessonProgressState {
  const bit = 1 << answer.number;
  const seen = before?.seenBits ?? 0;
  const isFirst = (seen & bit) === 0;
  const solvedBits = (before?.solvedBits ?? 0) | (isRight ? bit : 0);
  const isComplete = (solvedBits & answer.revisionBits) === answer.revisionBits;
  return {
    seenBits: seen | bit,
    firstRightBits: (before?.firstRightBits ?? 0) | (isFirst && isRight ? bit : 0),
    solvedBits,
    total: countBits(answer.revisionBits),
    answers: (before?.answers ?? 0) + 1,
    elapsedMs: (before?.elapsedMs ?? 0) + answer.elapsedMs,
    startedAt: before?.startedAt ?? answer.at,
    lastAt: answer.at,
    completedAt: before?.completedAt ?? (isComplete ? answer.at : null),
  };
}
