import type { Sql } from "postgres";

/** One exercise of the course and what answers it right. */
export interface KnownExercise {
  readonly id: string;
  readonly lessonId: string;
  readonly revision: number;
  readonly response: { readonly kind: "type"; readonly text: string };
}

export interface CoursePart {
  /** In course order. */
  readonly lessonIds: readonly string[];
  /** Typed ones, which are the dearest to grade; one lesson after the other. */
  readonly exercises: readonly KnownExercise[];
}

/** The pair that every learner of the benchmark takes, and its typed exercises with an accepted answer. */
export async function readCourse(sql: Sql): Promise<CoursePart> {
  const lessons = await sql<{ id: string }[]>`
    select id from lessons where target_language = 'kinyarwanda' and native_language = 'english' and retired_at is null
    order by position, id`;
  const rows = await sql<{ id: string; lessonId: string; revision: number; text: string }[]>`
    select e.id, e.lesson_id as "lessonId", e.revision, e.key -> 'accepted' ->> 0 as text
    from exercises e join lessons l on l.id = e.lesson_id and l.revision = e.revision
    where l.target_language = 'kinyarwanda' and l.native_language = 'english' and l.retired_at is null
      and e.prompt ->> 'kind' = 'type'
    order by row_number() over (partition by e.lesson_id order by e.number), l.position, l.id`;
  return {
    lessonIds: lessons.map(({ id }) => id),
    exercises: rows.map(({ text, ...exercise }) => ({ ...exercise, response: { kind: "type", text } })),
  };
}
