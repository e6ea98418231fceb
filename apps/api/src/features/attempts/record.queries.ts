import {
  type LearnerTotals,
  type LessonProgressState,
  type MemoryState,
  NO_TOTALS,
  type XpEntry,
} from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq, sql } from "drizzle-orm";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { itemStates, learnerBadges, learnerStates, lessonProgress, streakDays, xpEntries } = schema;

export interface LearnerRow {
  readonly lastSeq: number;
  /** Where the fold stands; `null` before the first answer. */
  readonly place: { readonly at: number; readonly id: string } | null;
  readonly totals: LearnerTotals;
}

function toLearnerRow(row: typeof learnerStates.$inferSelect): LearnerRow {
  const { foldedAt, foldedId } = row;
  return {
    lastSeq: row.lastSeq,
    place: foldedAt === null || foldedId === null ? null : { at: foldedAt.getTime(), id: foldedId },
    totals: row.state as LearnerTotals,
  };
}

/** Takes the lock under which this learner's log grows, making the row at the first answer. */
export async function lockLearner(tx: Tx, learnerId: string): Promise<LearnerRow> {
  const found = await tx
    .select()
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId))
    .for("update");
  if (found[0] !== undefined) return toLearnerRow(found[0]);
  await tx.insert(learnerStates).values({ learnerId, state: NO_TOTALS }).onConflictDoNothing();
  const made = await tx
    .select()
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId))
    .for("update");
  return made[0] === undefined ? { lastSeq: 0, place: null, totals: NO_TOTALS } : toLearnerRow(made[0]);
}

export async function findTotals(db: Db, learnerId: string): Promise<LearnerTotals> {
  const rows = await db
    .select({ state: learnerStates.state })
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId));
  return (rows[0]?.state as LearnerTotals | undefined) ?? NO_TOTALS;
}

export async function saveLearner(tx: Tx, learnerId: string, row: LearnerRow): Promise<void> {
  await tx
    .update(learnerStates)
    .set({
      lastSeq: row.lastSeq,
      foldedAt: row.place === null ? null : new Date(row.place.at),
      foldedId: row.place?.id ?? null,
      state: row.totals,
    })
    .where(eq(learnerStates.learnerId, learnerId));
}

export async function findMemory(tx: Tx, learnerId: string, itemId: string): Promise<MemoryState | null> {
  const rows = await tx
    .select()
    .from(itemStates)
    .where(and(eq(itemStates.learnerId, learnerId), eq(itemStates.itemId, itemId)));
  const row = rows[0];
  if (row === undefined) return null;
  const { reviews, lapses, lastDay, stabilityDays, difficulty, lastRight } = row;
  const instants = { lastAt: row.lastAt.getTime(), dueAt: row.dueAt.getTime() };
  return { reviews, lapses, lastDay, stabilityDays, difficulty, lastRight, ...instants };
}

export async function saveMemories(
  tx: Tx,
  learnerId: string,
  memories: readonly (readonly [itemId: string, memory: MemoryState])[],
): Promise<void> {
  if (memories.length === 0) return;
  const rows = memories.map(([itemId, memory]) => ({
    ...memory,
    learnerId,
    itemId,
    lastAt: new Date(memory.lastAt),
    dueAt: new Date(memory.dueAt),
  }));
  await tx
    .insert(itemStates)
    .values(rows)
    .onConflictDoUpdate({
      target: [itemStates.learnerId, itemStates.itemId],
      set: {
        reviews: sql`excluded.reviews`,
        lapses: sql`excluded.lapses`,
        lastAt: sql`excluded.last_at`,
        lastDay: sql`excluded.last_day`,
        dueAt: sql`excluded.due_at`,
        stabilityDays: sql`excluded.stability_days`,
        difficulty: sql`excluded.difficulty`,
        lastRight: sql`excluded.last_right`,
      },
    });
}

export function toLessonState(row: typeof lessonProgress.$inferSelect): LessonProgressState {
  const { seenBits, firstRightBits, solvedBits, total, answers, elapsedMs } = row;
  return {
    seenBits,
    firstRightBits,
    solvedBits,
    total,
    answers,
    elapsedMs,
    startedAt: row.startedAt.getTime(),
    lastAt: row.lastAt.getTime(),
    completedAt: row.completedAt?.getTime() ?? null,
  };
}

export async function findLessonState(
  tx: Tx | Db,
  learnerId: string,
  lessonId: string,
): Promise<LessonProgressState | null> {
  const rows = await tx
    .select()
    .from(lessonProgress)
    .where(and(eq(lessonProgress.learnerId, learnerId), eq(lessonProgress.lessonId, lessonId)));
  return rows[0] === undefined ? null : toLessonState(rows[0]);
}

export async function saveLessonStates(
  tx: Tx,
  learnerId: string,
  states: readonly (readonly [lessonId: string, state: LessonProgressState])[],
): Promise<void> {
  if (states.length === 0) return;
  const rows = states.map(([lessonId, state]) => ({
    ...state,
    learnerId,
    lessonId,
    startedAt: new Date(state.startedAt),
    lastAt: new Date(state.lastAt),
    completedAt: state.completedAt === null ? null : new Date(state.completedAt),
  }));
  await tx
    .insert(lessonProgress)
    .values(rows)
    .onConflictDoUpdate({
      target: [lessonProgress.learnerId, lessonProgress.lessonId],
      set: {
        seenBits: sql`excluded.seen_bits`,
        firstRightBits: sql`excluded.first_right_bits`,
        solvedBits: sql`excluded.solved_bits`,
        total: sql`excluded.total`,
        answers: sql`excluded.answers`,
        elapsedMs: sql`excluded.elapsed_ms`,
        startedAt: sql`excluded.started_at`,
        lastAt: sql`excluded.last_at`,
        completedAt: sql`excluded.completed_at`,
      },
    });
}

export interface Earned {
  readonly attemptId: string;
  readonly at: number;
  readonly day: string;
  readonly xp: readonly XpEntry[];
  readonly badges: readonly string[];
}

/** Writes what was earned. Nothing is earned twice: the keys are unique and the fold never repeats one. */
export async function saveEarnings(tx: Tx, learnerId: string, earnings: readonly Earned[]): Promise<void> {
  const xp = earnings.flatMap(({ attemptId, at, day, xp: entries }) =>
    entries.map((entry) => ({ ...entry, learnerId, attemptId, at: new Date(at), localDay: day })),
  );
  const badges = earnings.flatMap(({ attemptId, at, badges: ids }) =>
    ids.map((badgeId) => ({ learnerId, badgeId, attemptId, earnedAt: new Date(at) })),
  );
  if (xp.length > 0) await tx.insert(xpEntries).values(xp);
  if (badges.length > 0) await tx.insert(learnerBadges).values(badges);
}

/** Adds answers to the learner's calendar. */
export async function addStreakDays(
  tx: Tx,
  learnerId: string,
  days: readonly (readonly [day: string, answers: number])[],
): Promise<void> {
  if (days.length === 0) return;
  await tx
    .insert(streakDays)
    .values(days.map(([day, answers]) => ({ learnerId, day, answers })))
    .onConflictDoUpdate({
      target: [streakDays.learnerId, streakDays.day],
      set: { answers: sql`${streakDays.answers} + excluded.answers` },
    });
}

/** Forgets everything that is folded, before the log is folded again. */
export async function clearFolded(tx: Tx, learnerId: string): Promise<void> {
  await tx.delete(itemStates).where(eq(itemStates.learnerId, learnerId));
  await tx.delete(lessonProgress).where(eq(lessonProgress.learnerId, learnerId));
  await tx.delete(xpEntries).where(eq(xpEntries.learnerId, learnerId));
  await tx.delete(streakDays).where(eq(streakDays.learnerId, learnerId));
  await tx.delete(learnerBadges).where(eq(learnerBadges.learnerId, learnerId));
}
