import { LIMITS, type PlacementState } from "@fluentfusion/core";
import { type Database, schema, toJsonRow } from "@fluentfusion/db";
import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { type ModelRef, modelOfState } from "../models/models.queries.ts";
import type { Actor } from "../../shared/actor.ts";
import { latestReports } from "../progress/progress.queries.ts";
import { type CountedDay, selectCountedDay } from "../reviews/due.queries.ts";

type Db = Database["db"];

export type NewImpression = typeof schema.recommendationImpressions.$inferInsert;

const { recommendationImpressions } = schema;

const IMPRESSION = Object.values(getTableColumns(recommendationImpressions))
  .map(({ name }) => `"${name}"`)
  .join(", ");
const INSERT_IMPRESSIONS = `insert into recommendation_impressions (${IMPRESSION})
  select ${IMPRESSION} from jsonb_populate_recordset(null::recommendation_impressions, $1::text::jsonb)`;

/** One statement, however many there are. A refusal stores none of them. */
export async function insertImpressions({ $client }: Db, rows: readonly NewImpression[]): Promise<void> {
  const json = rows.map((row) => toJsonRow(recommendationImpressions, row));
  await $client.unsafe(INSERT_IMPRESSIONS, [JSON.stringify(json)]);
}

/** A lesson's share of the record, as a policy needs it; instants in epoch milliseconds. */
interface LessonRow {
  readonly lessonId: string;
  readonly seenBits: number;
  readonly firstRightBits: number;
  readonly solvedBits: number;
  readonly exerciseSince: readonly number[];
  readonly total: number;
  readonly completedAt: number | null;
  readonly lastAt: number;
}

/** The same in the order of the statement, with instants in seconds: arrays cost the database a fifth of what objects do. */
type LessonCells = readonly [
  string,
  number,
  number,
  number,
  readonly number[],
  number,
  number | null,
  number,
];

function toLessonRow(cells: LessonCells): LessonRow {
  const [lessonId, seenBits, firstRightBits, solvedBits, exerciseSince, total, completed, last] = cells;
  return {
    lessonId,
    seenBits,
    firstRightBits,
    solvedBits,
    exerciseSince,
    total,
    completedAt: completed === null ? null : Math.round(completed * 1_000),
    lastAt: Math.round(last * 1_000),
  };
}

interface ReportRow {
  readonly lessonId: string;
  readonly score: number;
  readonly complete: boolean;
  readonly at: number;
}

/** Of a lesson that the learner asked for; epoch milliseconds. */
interface WishRow {
  readonly lessonId: string;
  readonly weight: number;
  readonly at: number;
}

export interface SettingsRow {
  readonly daily_cap: number;
  readonly paused_until: string | null;
  readonly catch_up_days: number;
  readonly arrival_on: string | null;
  readonly minutes_per_day: number;
  readonly situations: readonly string[];
  readonly dismissed: readonly string[];
}

interface StandingRow<Lesson = LessonRow> {
  readonly [column: string]: unknown;
  readonly model: ModelRef | null;
  readonly experiment: { readonly name: string; readonly arms: unknown } | null;
  readonly lastSeq: string | null;
  readonly trace: Uint8Array | null;
  readonly skillTraces: Uint8Array | null;
  readonly modelVersion: number | null;
  readonly itemIds: readonly string[] | null;
  readonly itemTraces: Uint8Array | null;
  readonly lessons: readonly Lesson[] | null;
  readonly reports: readonly ReportRow[] | null;
  readonly settings: SettingsRow | null;
  /** How far today's reviews have come. */
  readonly reviews: CountedDay;
  readonly wishes: readonly WishRow[] | null;
  /** The last placement test that was finished. */
  readonly placement: PlacementState | null;
  readonly impression: {
    readonly id: string;
    readonly policy: string;
    readonly modelVersion: number;
    readonly draw: number;
    readonly experiment: string | null;
    /** How many lessons were on the list. */
    readonly length: number;
  } | null;
}

export type { StandingRow };

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/** All that is needed to decide what a learner does next, in one statement. */
export async function readStanding(
  db: Db,
  learner: Pick<Actor, "userId" | "targetLanguage" | "timeZone">,
  now: Date,
): Promise<StandingRow> {
  const [row] = await db.execute<StandingRow<LessonCells>>(sql`
    select ${modelOfState} as model,
      (select jsonb_build_object('name', e.name, 'arms', e.arms) from experiments e where e.ended_at is null)
        as experiment,
      s.last_seq as "lastSeq", s.trace, s.skill_traces as "skillTraces", s.model_version as "modelVersion",
      i.ids as "itemIds", i.traces as "itemTraces", l.lessons, r.reports, to_jsonb(c) as settings, to_json(d) as reviews,
      (select t.state->'test' from placements t where t.learner_id = me.id and t.finished_at is not null
        order by t.started_at desc limit 1) as placement,
      (select jsonb_agg(jsonb_build_object('lessonId', w.lesson_id, 'weight', w.weight, 'at', ${ms("w.wished_at")})
        order by w.lesson_id) from lesson_wishes w where w.learner_id = me.id) as wishes,
      to_jsonb(p) as impression
    from (select ${learner.userId}::uuid as id) me
    left join learner_states s on s.learner_id = me.id
    left join learning_settings c on c.learner_id = me.id
    left join lateral (
      select array_agg(item_id::text order by item_id) as ids, string_agg(trace, ''::bytea order by item_id) as traces
      from item_states where learner_id = me.id and trace is not null
    ) i on true
    left join lateral (
      select json_agg(json_build_array(lesson_id, seen_bits, first_right_bits, solved_bits, exercise_since, total,
        date_part('epoch', completed_at), date_part('epoch', last_at))) as lessons
      from lesson_progress where learner_id = me.id
    ) l on true
    left join lateral (
      select jsonb_agg(to_jsonb(one)) as reports from (
        select lesson_id as "lessonId", score, ${ms("reported_at")} as at,
          total_exercises > 0 and exercises_completed >= total_exercises as complete
        from ${latestReports(sql`me.id`)} latest
      ) one
    ) r on true
    left join lateral (
      select id, policy, model_version as "modelVersion", draw, experiment, jsonb_array_length(shown) as length
      from recommendation_impressions where learner_id = me.id order by id desc limit 1
    ) p on true
    left join lateral (${selectCountedDay(learner, now)}) d on true`);
  if (row === undefined) throw new Error("a statement without a table gave no row");
  return { ...row, lessons: row.lessons?.map(toLessonRow) ?? null };
}

/** Asks for a lesson, or no more. */
export async function saveWish(
  db: Db,
  row: typeof schema.lessonWishes.$inferInsert,
  wished: boolean,
): Promise<void> {
  const { lessonWishes } = schema;
  const { learnerId, lessonId, ...wish } = row;
  if (wished) {
    await db
      .insert(lessonWishes)
      .values(row)
      .onConflictDoUpdate({ target: [lessonWishes.learnerId, lessonWishes.lessonId], set: wish });
  } else {
    await db
      .delete(lessonWishes)
      .where(and(eq(lessonWishes.learnerId, learnerId), eq(lessonWishes.lessonId, lessonId)));
  }
}

/** As many as a row holds: of more, the first to be dismissed comes back. */
const DISMISSED_BEFORE = sql.raw(String(LIMITS.dismissedMax - 1));

/** Adds a lesson to those that are not recommended, or takes it back. */
export async function saveDismissed(db: Db, learnerId: string, lessonId: string, dismissed: boolean) {
  const { learningSettings } = schema;
  const others = sql`array_remove(${learningSettings.dismissed}, ${lessonId}::uuid)`;
  await db
    .insert(learningSettings)
    .values({ learnerId, dismissed: dismissed ? [lessonId] : [] })
    .onConflictDoUpdate({
      target: learningSettings.learnerId,
      set: {
        dismissed: dismissed
          ? sql`array_append((${others})[greatest(1, cardinality(${others}) - ${DISMISSED_BEFORE} + 1):], ${lessonId}::uuid)`
          : others,
      },
    });
}
