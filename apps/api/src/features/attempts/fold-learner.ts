import {
  foldAttempt,
  type LessonProgressState,
  type LoggedAttempt,
  type MemoryState,
  NO_TOTALS,
  precedes,
} from "@fluentfusion/core";
import { readLog } from "./attempts.queries.ts";
import {
  addStreakDays,
  clearFolded,
  type Earned,
  findLessonState,
  findMemory,
  type LearnerRow,
  saveEarnings,
  saveLearner,
  saveLessonStates,
  saveMemories,
  type Tx,
} from "./record.queries.ts";

/** Rows in one insert: PostgreSQL takes at most 65,535 parameters. */
const CHUNK = 2_000;

export interface Folded {
  readonly learner: LearnerRow;
  readonly lesson: LessonProgressState | null;
  readonly earned: Earned | null;
}

/** Folds the newest answer of a log: six statements, whatever the length of the log. */
export async function foldNewest(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  attempt: LoggedAttempt,
): Promise<Folded> {
  const lesson = await findLessonState(tx, learnerId, attempt.lessonId);
  const item = attempt.itemId === null ? null : await findMemory(tx, learnerId, attempt.itemId);
  const step = foldAttempt({ totals: learner.totals, lesson, item }, attempt);
  const after = { ...learner, place: { at: attempt.at, id: attempt.id }, totals: step.totals };
  const earned = {
    attemptId: attempt.id,
    at: attempt.at,
    day: attempt.day,
    xp: step.xp,
    badges: step.badges,
  };
  if (step.lesson !== null && !attempt.practice) {
    await saveLessonStates(tx, learnerId, [[attempt.lessonId, step.lesson]]);
  }
  if (step.item !== null && attempt.itemId !== null && !attempt.practice) {
    await saveMemories(tx, learnerId, [[attempt.itemId, step.item]]);
  }
  await saveEarnings(tx, learnerId, [earned]);
  await addStreakDays(tx, learnerId, [[attempt.day, 1]]);
  await saveLearner(tx, learnerId, after);
  return { learner: after, lesson: step.lesson, earned };
}

/**
 * Folds a learner's whole log again, with `late` where it belongs: for an answer that came after younger ones, and to
 * put right a stored state. The learner's lock must be held.
 */
export async function refoldLearner(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  late: LoggedAttempt | null,
) {
  const log = await readLog(tx, learnerId);
  if (late !== null) {
    const place = log.findIndex((attempt) => precedes(late, attempt));
    log.splice(place === -1 ? log.length : place, 0, late);
  }
  const lessons = new Map<string, LessonProgressState>();
  const items = new Map<string, MemoryState>();
  const days = new Map<string, number>();
  const earnings = new Map<string, Earned>();
  let totals = NO_TOTALS;
  for (const attempt of log) {
    const before = {
      totals,
      lesson: lessons.get(attempt.lessonId) ?? null,
      item: attempt.itemId === null ? null : (items.get(attempt.itemId) ?? null),
    };
    const step = foldAttempt(before, attempt);
    totals = step.totals;
    if (step.lesson !== null && !attempt.practice) lessons.set(attempt.lessonId, step.lesson);
    if (step.item !== null && attempt.itemId !== null && !attempt.practice)
      items.set(attempt.itemId, step.item);
    days.set(attempt.day, (days.get(attempt.day) ?? 0) + 1);
    if (step.xp.length > 0 || step.badges.length > 0) {
      const { xp, badges } = step;
      earnings.set(attempt.id, { attemptId: attempt.id, at: attempt.at, day: attempt.day, xp, badges });
    }
  }
  await clearFolded(tx, learnerId);
  await inChunks([...lessons], (rows) => saveLessonStates(tx, learnerId, rows));
  await inChunks([...items], (rows) => saveMemories(tx, learnerId, rows));
  await inChunks([...earnings.values()], (rows) => saveEarnings(tx, learnerId, rows));
  await inChunks([...days], (rows) => addStreakDays(tx, learnerId, rows));
  const last = log.at(-1);
  const after = { ...learner, place: last === undefined ? null : { at: last.at, id: last.id }, totals };
  await saveLearner(tx, learnerId, after);
  return { learner: after, lessons, earnings };
}

async function inChunks<T>(rows: readonly T[], save: (chunk: readonly T[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await save(rows.slice(start, start + CHUNK));
}
