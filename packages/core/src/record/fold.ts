import { newBadges } from "../badges/badges.ts";
import { reviewMemory, type MemoryState } from "../memory/memory.ts";
import type { EpochMs, LocalDay } from "../units.ts";
import type { Category, Outcome } from "../vocabulary.ts";
import type { LearnerTotals } from "./learner-totals.ts";
import { advanceLesson, type LessonAnswer, type LessonProgressState, progressIn } from "./lesson-progress.ts";
import { extendStreak } from "./streak.ts";

/** One answer of the log, with what folding needs to know of its exercise. */
export interface LoggedAttempt extends LessonAnswer {
  /** UUIDv7; breaks ties between answers of the same instant. */
  readonly id: string;
  readonly day: LocalDay;
  /** IANA name, as sent. */
  readonly timeZone: string;
  readonly exerciseId: string;
  readonly lessonId: string;
  readonly itemId: string | null;
  readonly category: Category;
  readonly outcome: Outcome;
  /** The learner's word for it: it moves the schedule and the lesson, and earns nothing. */
  readonly selfReported: boolean;
  readonly practice: boolean;
}

/** The part of a learner's state that one answer can change. */
export interface LearnerSlice {
  readonly totals: LearnerTotals;
  readonly lesson: LessonProgressState | null;
  readonly item: MemoryState | null;
}

export interface XpEntry {
  /** What it is for; unique for a learner, so that nothing earns twice. */
  readonly key: string;
  readonly amount: number;
}

export interface FoldStep extends LearnerSlice {
  readonly xp: readonly XpEntry[];
  readonly badges: readonly string[];
}

const XP_SOLVED = 10;
const XP_REVIEW = 5;
const XP_LESSON = 20;

/** Whether `a` comes before `b` in a learner's history. */
export function precedes(a: { at: EpochMs; id: string }, b: { at: EpochMs; id: string }): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}

const NO_XP: readonly XpEntry[] = [];
const NO_BADGES: readonly string[] = [];

function isNewlySolved(
  before: LessonProgressState | null,
  after: LessonProgressState,
  number: number,
): boolean {
  const solved = before === null ? 0 : progressIn(before, after.exerciseSince).solvedBits;
  return (after.solvedBits & ~solved & (1 << number)) !== 0;
}

function xpOf(
  attempt: LoggedAttempt,
  { item }: LearnerSlice,
  { earns, isNew, completes }: { earns: boolean; isNew: boolean; completes: boolean },
): readonly XpEntry[] {
  const { itemId, lessonId, exerciseId, at, day } = attempt;
  const isReview = item !== null && item.dueAt <= at && item.lastDay < day;
  if (!completes && !(earns && (isNew || isReview))) return NO_XP;
  const earned: XpEntry[] = [];
  if (earns && isNew) earned.push({ key: `solved:${exerciseId}`, amount: XP_SOLVED });
  else if (earns && isReview) earned.push({ key: `review:${itemId}:${day}`, amount: XP_REVIEW });
  if (completes) earned.push({ key: `lesson:${lessonId}`, amount: XP_LESSON });
  return earned;
}

function sumOf(xp: readonly XpEntry[]): number {
  let sum = 0;
  for (const { amount } of xp) sum += amount;
  return sum;
}

/** The step to these totals, with the badges that they earn. */
function stepTo(
  totals: LearnerTotals,
  lesson: LessonProgressState | null,
  item: MemoryState | null,
  xp: readonly XpEntry[],
): FoldStep {
  const badges = newBadges(totals);
  if (badges.length === 0) return { totals, lesson, item, xp, badges: NO_BADGES };
  return { totals: { ...totals, badges: [...totals.badges, ...badges] }, lesson, item, xp, badges };
}

/**
 * What one answer does to its learner: the only place where a log becomes state, used both for each answer as it comes
 * and for a whole log folded again, in the order of `precedes`.
 *
 * Practice counts as a day of learning and leaves everything else alone; an exercise that was passed over is no day of
 * learning. Written without copies of what stays: a log folded again makes a hundred thousand steps.
 */
export function foldAttempt(before: LearnerSlice, attempt: LoggedAttempt): FoldStep {
  const was = before.totals;
  const streak = attempt.outcome === "skipped" ? was.streak : extendStreak(was.streak, attempt);
  if (attempt.practice) {
    const totals = streak === was.streak ? was : { ...was, streak };
    return stepTo(totals, before.lesson, before.item, NO_XP);
  }
  const isRight = attempt.outcome === "correct" || attempt.outcome === "almost";
  const lesson = advanceLesson(before.lesson, attempt, isRight);
  const item = attempt.itemId === null ? null : reviewMemory(before.item, attempt);
  const completes = lesson.completedAt !== null && (before.lesson?.completedAt ?? null) === null;
  const isGraded = !attempt.selfReported;
  const xp = xpOf(attempt, before, {
    earns: isRight && isGraded,
    isNew: isNewlySolved(before.lesson, lesson, attempt.number),
    completes,
  });
  const totals: LearnerTotals = {
    xp: was.xp + sumOf(xp),
    answers: was.answers + (isGraded ? 1 : 0),
    right: was.right + (isRight && isGraded ? 1 : 0),
    itemsSeen: was.itemsSeen + (item !== null && before.item === null ? 1 : 0),
    lessonsCompleted: was.lessonsCompleted + (completes ? 1 : 0),
    completedBy: completes
      ? { ...was.completedBy, [attempt.category]: was.completedBy[attempt.category] + 1 }
      : was.completedBy,
    streak,
    badges: was.badges,
  };
  return stepTo(totals, lesson, item, xp);
}
