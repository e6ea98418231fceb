import type { LessonProgressState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq, inArray } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { lessonProgress } = schema;

export function toLessonState(row: typeof lessonProgress.$inferSelect): LessonProgressState {
  const { seenBits, firstRightBits, solvedBits, total, answers, elapsedMs, revision, exerciseSince } = row;
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
    revision,
    exerciseSince,
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

/** Progress in some lessons, or in all that were begun. */
export async function findLessonStates(
  tx: Tx,
  learnerId: string,
  lessonIds: readonly string[] | "all",
): Promise<Map<string, LessonProgressState>> {
  if (lessonIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(lessonProgress)
    .where(
      and(
        eq(lessonProgress.learnerId, learnerId),
        lessonIds === "all" ? undefined : inArray(lessonProgress.lessonId, [...lessonIds]),
      ),
    );
  return new Map(rows.map((row) => [row.lessonId, toLessonState(row)]));
}
