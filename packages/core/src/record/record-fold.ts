import type { MemoryState } from "../memory/memory.ts";
import type { EpochMs, LocalDay } from "../units.ts";
import { foldAttempt, type LoggedAttempt, precedes, type XpEntry } from "./fold.ts";
import type { LearnerTotals } from "./learner-totals.ts";
import { NO_TOTALS } from "./learner-totals.ts";
import type { LessonProgressState } from "./lesson-progress.ts";
import { freezeStreak } from "./streak.ts";

/** A missed day that the learner bridged. It has its place at an instant of that day. */
export interface UsedFreeze {
  readonly id: string;
  readonly at: EpochMs;
  readonly day: LocalDay;
}

/** What the log of a learner holds once corrections have been applied, in no particular order. */
export interface LearnerLog {
  readonly attempts: readonly LoggedAttempt[];
  readonly freezes: readonly UsedFreeze[];
}

/** What one answer earned. */
export interface Earned {
  readonly attemptId: string;
  readonly at: EpochMs;
  readonly day: LocalDay;
  readonly xp: readonly XpEntry[];
  readonly badges: readonly string[];
}

/** What was done on one local day, practice too; what was passed over is nothing. */
export interface DaySums {
  readonly answers: number;
  /** Of them, right or almost. */
  readonly right: number;
  readonly elapsedMs: number;
  readonly xp: number;
}

/** All that a log says of a learner, or the part of it that some answers change. */
export interface LearnerRecord {
  readonly totals: LearnerTotals;
  readonly lessons: ReadonlyMap<string, LessonProgressState>;
  readonly items: ReadonlyMap<string, MemoryState>;
  /** Of the folded answers only, in their order; an answer that earned nothing has none. */
  readonly earnings: readonly Earned[];
  /** Of the folded answers only: they are added to what is stored. */
  readonly days: ReadonlyMap<LocalDay, DaySums>;
}

export const EMPTY_RECORD: LearnerRecord = {
  totals: NO_TOTALS,
  lessons: new Map(),
  items: new Map(),
  earnings: [],
  days: new Map(),
};

const inOrder = <T extends { at: EpochMs; id: string }>(entries: readonly T[]): T[] =>
  entries.toSorted((a, b) => (precedes(a, b) ? -1 : 1));

/** Adds an answer to its day. In place: a log folded again makes a hundred thousand steps. */
function addToDay(
  days: Map<LocalDay, { -readonly [K in keyof DaySums]: DaySums[K] }>,
  { day, outcome, elapsedMs }: LoggedAttempt,
  xp: readonly XpEntry[],
): void {
  if (outcome === "skipped") return;
  let sums = days.get(day);
  if (sums === undefined) days.set(day, (sums = { answers: 0, right: 0, elapsedMs: 0, xp: 0 }));
  sums.answers += 1;
  if (outcome === "correct" || outcome === "almost") sums.right += 1;
  sums.elapsedMs += elapsedMs;
  for (const { amount } of xp) sums.xp += amount;
}

/**
 * Folds answers into what is known of their learner: the only way by which a log becomes state. The same function adds
 * the newest answers to a stored record, of which `before` needs only the parts that they touch, and makes the whole
 * record of a whole log; the results are the same to the last bit.
 *
 * @param log whose entries all come after those folded into `before`; sorted here by `precedes`
 */
export function foldLog(before: LearnerRecord, log: LearnerLog): LearnerRecord {
  const lessons = new Map(before.lessons);
  const items = new Map(before.items);
  const days = new Map<LocalDay, DaySums>();
  const earnings: Earned[] = [];
  let { totals } = before;
  const freezes = inOrder(log.freezes);
  let nextFreeze = 0;
  const useFreezes = (until: LoggedAttempt | null) => {
    for (const freeze of freezes.slice(nextFreeze)) {
      if (until !== null && !precedes(freeze, until)) return;
      totals = { ...totals, streak: freezeStreak(totals.streak, freeze.day) };
      nextFreeze += 1;
    }
  };
  for (const attempt of inOrder(log.attempts)) {
    if (nextFreeze < freezes.length) useFreezes(attempt);
    const { id, at, day, lessonId, itemId } = attempt;
    const step = foldAttempt(
      {
        totals,
        lesson: lessons.get(lessonId) ?? null,
        item: itemId === null ? null : (items.get(itemId) ?? null),
      },
      attempt,
    );
    ({ totals } = step);
    if (!attempt.practice) {
      if (step.lesson !== null) lessons.set(lessonId, step.lesson);
      if (itemId !== null && step.item !== null) items.set(itemId, step.item);
    }
    addToDay(days, attempt, step.xp);
    if (step.xp.length > 0 || step.badges.length > 0) {
      earnings.push({ attemptId: id, at, day, xp: step.xp, badges: step.badges });
    }
  }
  useFreezes(null);
  return { totals, lessons, items, earnings, days };
}
