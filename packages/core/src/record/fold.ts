import { newBadges } from "../badges/badges.ts";
import { reviewMemory, type MemoryState } from "../memory/memory.ts";
import type { EpochMs, LocalDay } from "../units.ts";
import type { Category, Outcome } from "../vocabulary.ts";
import type { LearnerTotals } from "./learner-totals.ts";
import { advanceLesson, type LessonProgressState } from "./lesson-progress.ts";
import { extendStreak } from "./streak.ts";

/** One answer of the log, with what folding needs to know of its exercise. */
export interface LoggedAttempt {
  /** UUIDv7; breaks ties between answers of the same instant. */
  readonly id: string;
  readonly at: EpochMs;
  readonly day: LocalDay;
  /** IANA name, as sent. */
  readonly timeZone: string;
  readonly exerciseId: string;
  readonly lessonId: string;
  readonly itemId: string | null;
  readonly category: Category;
  readonly number: number;
  readonly revisionBits: number;
  readonly outcome: Outcome;
  readonly practice: boolean;
  readonly elapsedMs: number;
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

function xpOf(attempt: LoggedAttempt, before: LearnerSlice, lesson: LessonProgressState): XpEntry[] {
  const isRight = attempt.outcome === "correct" || attempt.outcome === "almost";
  const earned: XpEntry[] = [];
  if (isRight) {
    if (((before.lesson?.solvedBits ?? 0) & (1 << attempt.number)) === 0) {
      earned.push({ key: `solved:${attempt.exerciseId}`, amount: XP_SOLVED });
    } else if (before.item !== null && before.item.dueAt <= attempt.at && before.item.lastDay < attempt.day) {
      earned.push({ key: `review:${attempt.itemId}:${attempt.day}`, amount: XP_REVIEW });
    }
  }
  if (lesson.completedAt !== null && (before.lesson?.completedAt ?? null) === null) {
    earned.push({ key: `lesson:${attempt.lessonId}`, amount: XP_LESSON });
  }
  return earned;
}

/** The totals with the badges that they earn. */
function withBadges(totals: LearnerTotals): { totals: LearnerTotals; badges: string[] } {
  const badges = newBadges(totals);
  return {
    totals: badges.length === 0 ? totals : { ...totals, badges: [...totals.badges, ...badges] },
    badges,
  };
}

/**
 * What one answer does to its learner: the only place where a log becomes state, used both for each answer as it comes
 * and for a whole log folded again, in the order of `precedes`.
 *
 * Practice counts as a day of learning and leaves everything else alone.
 */
export function foldAttempt(before: LearnerSlice, attempt: LoggedAttempt): FoldStep {
  const streak = extendStreak(before.totals.streak, attempt);
  if (attempt.practice) {
    return { ...before, ...withBadges({ ...before.totals, streak }), xp: [] };
  }
  const right = attempt.outcome === "correct" || attempt.outcome === "almost";
  const lesson = advanceLesson(before.lesson, { ...attempt, right });
  const item = attempt.itemId === null ? null : reviewMemory(before.item, attempt);
  const xp = xpOf(attempt, before, lesson);
  const completed = lesson.completedAt !== null && (before.lesson?.completedAt ?? null) === null ? 1 : 0;
  const { completedBy } = before.totals;
  const totals: LearnerTotals = {
    ...before.totals,
    xp: before.totals.xp + xp.reduce((sum, entry) => sum + entry.amount, 0),
    answers: before.totals.answers + 1,
    right: before.totals.right + (right ? 1 : 0),
    itemsSeen: before.totals.itemsSeen + (item !== null && before.item === null ? 1 : 0),
    lessonsCompleted: before.totals.lessonsCompleted + completed,
    completedBy:
      completed === 0
        ? completedBy
        : { ...completedBy, [attempt.category]: completedBy[attempt.category] + 1 },
    streak,
  };
  return { ...withBadges(totals), lesson, item, xp };
}
