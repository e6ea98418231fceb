import type { EpochMs } from "../units.ts";

/**
 * For each number of a lesson the revision since which its exercise asks the same; where a number is missing, the first.
 * Two revisions ask the same under a number when they agree on it.
 */
export type ExerciseSince = readonly number[];

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
  /** The newest revision that was answered. */
  readonly revision: number;
  /** Of that revision: what the bits stand for. */
  readonly exerciseSince: ExerciseSince;
}

export function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** 0 to 100: the share of a lesson's exercises that were right at the first answer. */
export function lessonScore(progress: Pick<LessonProgressState, "total" | "firstRightBits">): number {
  return progress.total === 0
    ? 0
    : Math.min(100, Math.round((100 * countBits(progress.firstRightBits)) / progress.total));
}

/** The numbers under which two revisions of a lesson ask the same, as a mask. */
function sameNumbers(a: ExerciseSince, b: ExerciseSince): number {
  let mask = -1;
  for (let number = Math.max(a.length, b.length) - 1; number >= 0; number -= 1) {
    if ((a[number] ?? 1) !== (b[number] ?? 1)) mask &= ~(1 << number);
  }
  return mask;
}

/** Progress as far as it is in what the lesson asks now: a question that means something else has not been answered. */
export function progressIn<T extends BitsSince>(state: T, exerciseSince: ExerciseSince): T {
  const mask = sameNumbers(state.exerciseSince, exerciseSince);
  if (mask === -1) return state;
  return {
    ...state,
    seenBits: state.seenBits & mask,
    firstRightBits: state.firstRightBits & mask,
    solvedBits: state.solvedBits & mask,
  };
}

type BitsSince = Pick<LessonProgressState, "seenBits" | "firstRightBits" | "solvedBits" | "exerciseSince">;

export interface LessonAnswer {
  /** The exercise's number in its lesson, 0 to 29. */
  readonly number: number;
  /** The revision that the learner saw. */
  readonly revision: number;
  readonly exerciseSince: ExerciseSince;
  /** The numbers of all exercises of the revision, as bits. */
  readonly revisionBits: number;
  readonly at: EpochMs;
  readonly elapsedMs: number;
}

/**
 * Progress after one answer. The first answer to a newer revision forgets what that revision asks otherwise; an answer
 * to an older one, from a device that had not heard of it, counts where both ask the same.
 */
export function advanceLesson(
  before: LessonProgressState | null,
  answer: LessonAnswer,
  isRight: boolean,
): LessonProgressState {
  const isNewest = before === null || answer.revision >= before.revision;
  const exerciseSince = isNewest ? answer.exerciseSince : before.exerciseSince;
  const asked = before === null ? null : progressIn(before, exerciseSince);
  const bit = (1 << answer.number) & sameNumbers(answer.exerciseSince, exerciseSince);
  const seen = asked?.seenBits ?? 0;
  const isFirst = (seen & bit) === 0;
  const solvedBits = (asked?.solvedBits ?? 0) | (isRight ? bit : 0);
  const isComplete = (solvedBits & answer.revisionBits) === answer.revisionBits;
  return {
    seenBits: seen | bit,
    firstRightBits: (asked?.firstRightBits ?? 0) | (isFirst && isRight ? bit : 0),
    solvedBits,
    total: countBits(answer.revisionBits),
    answers: (before?.answers ?? 0) + 1,
    elapsedMs: (before?.elapsedMs ?? 0) + answer.elapsedMs,
    startedAt: before?.startedAt ?? answer.at,
    lastAt: answer.at,
    completedAt: before?.completedAt ?? (isComplete ? answer.at : null),
    revision: isNewest ? answer.revision : before.revision,
    exerciseSince,
  };
}
