import {
  type Earned,
  type LearnerRecord,
  type LearnerTotals,
  type MemoryState,
  NO_STREAK,
  NO_TOTALS,
} from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, eq, getTableColumns, gt, inArray, sql } from "drizzle-orm";
import { type LearnerTraces, NO_TRACES } from "../models/learner-traces.ts";
import { findLessonStates } from "./lesson-states.queries.ts";
import { type ModelRef, publishedModel } from "../models/models.queries.ts";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { itemStates, learnerBadges, learnerStates, lessonProgress, streakDays, xpEntries } = schema;

export interface LearnerRow {
  /** The transaction that wrote the row, which names its version; `null` while there is none. */
  readonly seen: string | null;
  readonly lastSeq: number;
  /** Where the fold stands; `null` before the first answer. */
  readonly place: { readonly at: number; readonly id: string } | null;
  readonly totals: LearnerTotals;
  readonly traces: LearnerTraces;
  /** By which answers are observed; null where none is published. */
  readonly model: ModelRef | null;
}

/** What was stored before streaks knew freezes lacks them. */
function toTotals(state: unknown): LearnerTotals {
  const totals = state as LearnerTotals;
  return { ...totals, streak: { ...NO_STREAK, ...totals.streak } };
}

/** A learner of whom nothing is stored. */
export const newLearner = (model: ModelRef | null): LearnerRow => ({
  seen: null,
  lastSeq: 0,
  place: null,
  totals: NO_TOTALS,
  traces: NO_TRACES,
  model,
});

export function toLearnerRow(
  row: typeof learnerStates.$inferSelect,
  seen: string,
  model: ModelRef | null,
): LearnerRow {
  const { foldedAt, foldedId, trace, skillTraces, modelVersion } = row;
  return {
    seen,
    traces: { trace, skillTraces, modelVersion },
    model,
    lastSeq: row.lastSeq,
    place: foldedAt === null || foldedId === null ? null : { at: foldedAt.getTime(), id: foldedId },
    totals: toTotals(row.state),
  };
}

async function lockRow(tx: Tx, learnerId: string): Promise<LearnerRow | null> {
  const [found] = await tx
    .select({
      row: getTableColumns(learnerStates),
      seen: sql<string>`${learnerStates}.xmin::text`,
      model: publishedModel,
    })
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId))
    .for("update");
  return found === undefined ? null : toLearnerRow(found.row, found.seen, found.model);
}

/** Takes the lock under which this learner's log grows, making the row at the first answer. */
export async function lockLearner(tx: Tx, learnerId: string): Promise<LearnerRow> {
  const found = await lockRow(tx, learnerId);
  if (found !== null) return found;
  await tx.insert(learnerStates).values({ learnerId, state: NO_TOTALS }).onConflictDoNothing();
  const made = await lockRow(tx, learnerId);
  return made ?? newLearner(null);
}

/** Learners that have a record, in the order of their ids, after one of them. */
export async function listLearnerIds(db: Db, after: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: learnerStates.learnerId })
    .from(learnerStates)
    .where(after === null ? undefined : gt(learnerStates.learnerId, after))
    .orderBy(asc(learnerStates.learnerId))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function findTotals(db: Db, learnerId: string): Promise<LearnerTotals> {
  const rows = await db
    .select({ state: learnerStates.state })
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId));
  return rows[0] === undefined ? NO_TOTALS : toTotals(rows[0].state);
}

function toMemory(row: typeof itemStates.$inferSelect): MemoryState {
  const { reviews, lapses, lastDay, stabilityDays, difficulty, lastRight } = row;
  const instants = { lastAt: row.lastAt.getTime(), dueAt: row.dueAt.getTime() };
  return { reviews, lapses, lastDay, stabilityDays, difficulty, lastRight, ...instants };
}

export interface StoredItems {
  readonly memories: ReadonlyMap<string, MemoryState>;
  /** Packed, by item. */
  readonly traces: ReadonlyMap<string, Uint8Array>;
}

/** What is known of some items, or of all. */
export async function findItems(
  tx: Tx,
  learnerId: string,
  itemIds: readonly string[] | "all",
): Promise<StoredItems> {
  if (itemIds.length === 0) return { memories: new Map(), traces: new Map() };
  const rows = await tx
    .select()
    .from(itemStates)
    .where(
      and(
        eq(itemStates.learnerId, learnerId),
        itemIds === "all" ? undefined : inArray(itemStates.itemId, [...itemIds]),
      ),
    );
  return toItems(rows);
}

export function toItems(rows: readonly (typeof itemStates.$inferSelect)[]): StoredItems {
  return {
    memories: new Map(rows.map((row) => [row.itemId, toMemory(row)])),
    traces: new Map(rows.flatMap(({ itemId, trace }) => (trace === null ? [] : [[itemId, trace] as const]))),
  };
}

/** The whole stored record, as folding the whole log would make it. */
export async function readRecord(tx: Tx, learnerId: string, totals: LearnerTotals): Promise<LearnerRecord> {
  const xp = await tx.select().from(xpEntries).where(eq(xpEntries.learnerId, learnerId));
  const badges = await tx.select().from(learnerBadges).where(eq(learnerBadges.learnerId, learnerId));
  const days = await tx.select().from(streakDays).where(eq(streakDays.learnerId, learnerId));
  const earnings = new Map<string, { -readonly [K in keyof Earned]: Earned[K] }>();
  for (const { attemptId, at, localDay, key, amount } of xp) {
    const known = earnings.get(attemptId);
    earnings.set(attemptId, {
      attemptId,
      at: at.getTime(),
      day: localDay,
      xp: [...(known?.xp ?? []), { key, amount }],
      badges: [],
    });
  }
  for (const { attemptId, badgeId, earnedAt } of badges) {
    const known = earnings.get(attemptId) ?? {
      attemptId,
      at: earnedAt.getTime(),
      day: "",
      xp: [],
      badges: [],
    };
    earnings.set(attemptId, { ...known, badges: [...known.badges, badgeId] });
  }
  return {
    totals,
    lessons: await findLessonStates(tx, learnerId, "all"),
    items: (await findItems(tx, learnerId, "all")).memories,
    earnings: [...earnings.values()],
    days: new Map(
      days.map(({ day, answers, right, elapsedMs, xp: points }) => [
        day,
        { answers, right, elapsedMs, xp: points },
      ]),
    ),
  };
}

/** Forgets everything that is folded, before the log is folded again. */
export async function clearFolded(tx: Tx, learnerId: string): Promise<void> {
  await tx.execute(sql`
    with items as (delete from ${itemStates} where learner_id = ${learnerId}),
      lessons as (delete from ${lessonProgress} where learner_id = ${learnerId}),
      xp as (delete from ${xpEntries} where learner_id = ${learnerId}),
      days as (delete from ${streakDays} where learner_id = ${learnerId})
    delete from ${learnerBadges} where learner_id = ${learnerId}`);
}
