import type { LessonProgressState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { lessonProgress } = schema;

/** Many rows as one parameter: a statement takes at most 65,535, and a long log has more. */
export const asJson = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

/**
 * What comes after `insert into`: a table and rows for it, whose keys are its columns. They are named, so that a server of
 * yesterday can write into a table that got a column today.
 */
export function rowsInto(table: PgTable, rows: readonly object[]) {
  const columns = sql.join(
    Object.keys(rows[0] ?? {}).map((column) => sql.identifier(column)),
    sql`, `,
  );
  return sql`${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${asJson(rows)})`;
}

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

export async function saveLessonStates(
  tx: Tx,
  learnerId: string,
  states: ReadonlyMap<string, LessonProgressState>,
) {
  if (states.size === 0) return;
  const rows = [...states].map(([lessonId, state]) => ({
    learner_id: learnerId,
    lesson_id: lessonId,
    seen_bits: state.seenBits,
    first_right_bits: state.firstRightBits,
    solved_bits: state.solvedBits,
    total: state.total,
    answers: state.answers,
    elapsed_ms: state.elapsedMs,
    started_at: new Date(state.startedAt),
    last_at: new Date(state.lastAt),
    completed_at: state.completedAt === null ? null : new Date(state.completedAt),
    revision: state.revision,
    exercise_since: state.exerciseSince,
  }));
  await tx.execute(sql`
    insert into ${rowsInto(lessonProgress, rows)}
    on conflict (learner_id, lesson_id) do update set seen_bits = excluded.seen_bits,
      first_right_bits = excluded.first_right_bits, solved_bits = excluded.solved_bits, total = excluded.total,
      answers = excluded.answers, elapsed_ms = excluded.elapsed_ms, started_at = excluded.started_at,
      last_at = excluded.last_at, completed_at = excluded.completed_at, revision = excluded.revision,
      exercise_since = excluded.exercise_since`);
}
