import { type Database, schema } from "@fluentfusion/db";
import { inArray, sql } from "drizzle-orm";

type Db = Database["db"];

const { disputes } = schema;

interface NumberRow {
  readonly [column: string]: unknown;
  readonly number: number;
  readonly learners: number;
  readonly right: number;
}

/**
 * By exercise number, how many learners have answered it and how many were right at once: from the folded records, not
 * from the log. Only records in which the number means what it means now.
 */
export async function countFirstTries(
  db: Db,
  lessonId: string,
  since: readonly number[],
): Promise<NumberRow[]> {
  const wanted = sql`(select array_agg(value::int) from jsonb_array_elements_text(${JSON.stringify(since)}::text::jsonb))`;
  return db.execute<NumberRow>(sql`
    select n.number, count(*)::int as learners,
      (count(*) filter (where p.first_right_bits & (1 << n.number) <> 0))::int as right
    from lesson_progress p cross join generate_series(0, 29) as n(number)
    where p.lesson_id = ${lessonId} and p.seen_bits & (1 << n.number) <> 0
      and coalesce(p.exercise_since[n.number + 1], 1) = coalesce((${wanted})[n.number + 1], 1)
    group by n.number`);
}

export async function countLesson(db: Db, lessonId: string): Promise<{ learners: number; answers: number }> {
  const [row] = await db.execute<{ learners: number; answers: number }>(sql`
    select count(*)::int as learners, coalesce(sum(answers), 0)::int as answers
    from lesson_progress where lesson_id = ${lessonId}`);
  return row ?? { learners: 0, answers: 0 };
}

/** How many disputes there are over each exercise, decided or not. */
export async function countDisputes(db: Db, exerciseIds: readonly string[]): Promise<Map<string, number>> {
  if (exerciseIds.length === 0) return new Map();
  const rows = await db
    .select({ id: disputes.exerciseId, count: sql<number>`count(*)::int` })
    .from(disputes)
    .where(inArray(disputes.exerciseId, [...exerciseIds]))
    .groupBy(disputes.exerciseId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
