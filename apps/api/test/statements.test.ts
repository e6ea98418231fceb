import { sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(async () => {
  await app.close();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Plan[];
}

/** They grow with learners and with what these do; the others with the course. */
const GROWING =
  /^(users|sessions|attempts(_.+)?|record_events|self_reports|sittings|learner_\w+|item_states|lesson_progress|lesson_wishes|learning_settings|xp_entries|streak_days|placements|recommendation_impressions)$/;

/** What a plan reads of growing tables without looking it up by the first column of an index. */
function scans(plan: Plan, firstColumns: ReadonlyMap<string, string>, relation?: string): string[] {
  const { "Node Type": type, "Index Name": index, "Index Cond": condition } = plan;
  const table = plan["Relation Name"] ?? relation;
  // The parts of a bitmap name their index alone.
  const passed = type.startsWith("Bitmap") ? table : undefined;
  const inner = (plan.Plans ?? []).flatMap((one) => scans(one, firstColumns, passed));
  if (!type.endsWith("Scan") || type === "Bitmap Heap Scan" || table === undefined || !GROWING.test(table))
    return inner;
  const column = index === undefined ? undefined : firstColumns.get(index);
  return column !== undefined && condition?.includes(column) === true
    ? inner
    : [...inner, `${table}: ${type}`];
}

/** What all of these statements read as a whole, whatever their values are. */
async function scansOf(statements: readonly string[]): Promise<string[]> {
  return app.database.db.transaction(async (tx) => {
    const indexes = await tx.execute<{ name: string; first: string }>(sql`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid, 1, true) as first from pg_index`);
    const firstColumns = new Map(indexes.map(({ name, first }) => [name, first]));
    // The tables of a test are so small that reading them whole is cheapest: it is left to where nothing else can be done.
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local plan_cache_mode = force_generic_plan`);
    const found = [];
    for (const statement of statements) {
      await tx.execute(sql.raw(`prepare asked as ${statement}`));
      const [values] = await tx.execute<{ none: string }>(sql`
        select array_to_string(array_fill('null'::text, array[cardinality(parameter_types)]), ', ') as none
        from pg_prepared_statements where name = 'asked'`);
      const none = values?.none ?? "";
      const [row] = await tx.execute<{ "QUERY PLAN": readonly { Plan: Plan }[] }>(
        sql.raw(`explain (format json) execute asked${none === "" ? "" : `(${none})`}`),
      );
      await tx.execute(sql`deallocate asked`);
      const plan = row?.["QUERY PLAN"][0]?.Plan;
      if (plan === undefined) throw new Error(`no plan of ${statement}`);
      found.push(...scans(plan, firstColumns).map((scan) => `${scan} in ${statement}`));
    }
    return found;
  });
}

/**
 * What opens and closes a transaction and raises the wall; what the server asks on its own behalf meanwhile, such as once
 * a second whether the catalogue has changed; and who is asking, which is remembered between calls (decision 30).
 */
const ASIDE =
  /^\s*(begin|commit|savepoint|select set_config)\b|pg_catalog|from "(outbox_events|rulings|jobs|sessions|catalogue_state)"/i;

async function questionsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements = await app.database.statementsOf(work);
  return statements.filter((text) => !ASIDE.test(text));
}

interface Given {
  readonly client: Client;
  readonly lessonId: string;
  readonly answer: () => Parameters<Client["attempts"]["submit"]["mutate"]>[0];
}

/** A learner with an answer behind them. */
async function learner(): Promise<Given> {
  const { client } = await app.register();
  const { items } = await client.lessons.list.query({});
  const lessonId = items[0]?.id ?? "";
  const lesson = await client.lessons.get.query({ lessonId });
  const [exercise] = lesson.exercises;
  const answer = () => ({
    id: uuidV7(),
    exerciseId: exercise?.id ?? "",
    revision: lesson.revision,
    response: { kind: "type" as const, text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  await client.attempts.submit.mutate(answer());
  return { client, lessonId, answer };
}

/** A procedure on the way of each day, and how many statements it may send while nothing of its answer is kept. */
const CALLS: readonly [name: string, most: number, call: (given: Given) => Promise<unknown>][] = [
  ["lessons.list", 0, ({ client }) => client.lessons.list.query({ limit: 3 })],
  ["lessons.get", 0, ({ client, lessonId }) => client.lessons.get.query({ lessonId })],
  ["me.get", 1, ({ client }) => client.me.get.query()],
  ["recommendations.list", 2, ({ client }) => client.recommendations.list.query()],
  ["reviews.due", 2, ({ client }) => client.reviews.due.query()],
  ["reviews.forecast", 2, ({ client }) => client.reviews.forecast.query({ days: 14 })],
  ["session.start", 4, ({ client }) => client.session.start.mutate({ id: uuidV7(), mode: "review" })],
  ["progress.summary", 6, ({ client }) => client.progress.summary.query()],
  ["attempts.list", 1, ({ client }) => client.attempts.list.query({})],
  ["attempts.submit", 2, ({ client, answer }) => client.attempts.submit.mutate(answer())],
];

test.each(CALLS)(
  "%s sends no more than %i statements, each of which looks its rows up by an index",
  async (_name, most, call) => {
    const given = await learner();
    const statements = await questionsOf(() => call(given));
    expect.soft(statements.length, statements.join("\n")).toBeLessThanOrEqual(most);
    expect(await scansOf(statements)).toEqual([]);
  },
);

test("what the statements of an answer do inside the database is looked up by indexes too", async () => {
  const { client, answer } = await learner();
  const { id: learnerId } = await client.me.get.query();
  await client.attempts.submit.mutate(answer());
  const own = (table: string) =>
    sql.raw(`(select coalesce(jsonb_agg(t), '[]') from ${table} t
    where t.learner_id = '${learnerId}')`);
  const scanned = await app.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    // This connection may have planned them before, for tables of a few rows.
    await tx.execute(sql`discard plans`);
    await tx.execute(sql`create temp table record on commit drop as
      select jsonb_build_object('seen', s.xmin::text, 'state', s, 'lessons', ${own("lesson_progress")},
        'items', ${own("item_states")}, 'days', ${own("streak_days")}, 'sittings', ${own("sittings")},
        'attempts', jsonb_build_array((select to_jsonb(a) || jsonb_build_object('id', gen_random_uuid())
          from attempts a where a.learner_id = s.learner_id limit 1)),
        'xp', '[]'::jsonb, 'badges', '[]'::jsonb) as row
      from learner_states s where s.learner_id = ${learnerId}`);
    const count = () =>
      tx.execute<{ table: string; scans: number }>(sql`
      select relname as table, seq_scan::int as scans from pg_stat_xact_user_tables where seq_scan > 0`);
    const before = new Map((await count()).map(({ table, scans }) => [table, scans]));
    await tx.execute(sql`select store_record(row) from record`);
    const left = await tx.execute(sql`
      select store_records(json_build_array(row || jsonb_build_object('seen', s.xmin::text,
        'attempts', jsonb_build_array(row #> '{attempts,0}' || jsonb_build_object('id', gen_random_uuid())))))
      from record, learner_states s where s.learner_id = ${learnerId}`);
    expect(left).toEqual([]);
    await tx.execute(sql`select read_records(jsonb_build_array(jsonb_build_object('learner', row -> 'state' -> 'learner_id',
      'attempts', jsonb_path_query_array(row, '$.attempts.id'),
      'lessons', jsonb_path_query_array(row, '$.lessons.lesson_id'),
      'items', jsonb_path_query_array(row, '$.items.item_id'), 'sittings', '[]'::jsonb))) from record`);
    return (await count()).filter(
      ({ table, scans }) => GROWING.test(table) && scans > (before.get(table) ?? 0),
    );
  });
  expect(scanned).toEqual([]);
});

test("of what a learner has reported again and again no more is read than the newest for each lesson", async () => {
  const { client, lessonId } = await learner();
  const { id: learnerId } = await client.me.get.query();
  await app.database.db.execute(sql`insert into self_reports
    select ${learnerId}::uuid, gen_random_uuid(), ${lessonId}::uuid, 50, 10, 1, 4, now() from generate_series(1, 1000)`);
  const statements = [
    ...(await questionsOf(() => client.progress.summary.query())),
    ...(await questionsOf(() => client.recommendations.list.query())),
  ].filter((text) => text.includes("self_reports"));
  expect(statements).toHaveLength(2);
  const read = await app.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    for (const [place, statement] of statements.entries()) {
      await tx.execute(sql.raw(`prepare reads_${place} as ${statement}`));
      const [bound] = await tx.execute<{ values: string }>(sql`
        select string_agg(quote_literal(case type when 'uuid'::regtype then ${learnerId}
          when 'timestamptz'::regtype then now()::text when 'language'::regtype then 'kinyarwanda'
          else 'Africa/Kigali' end), ', ' order by place) as values
        from pg_prepared_statements, unnest(parameter_types) with ordinality as parameters(type, place)
        where name = ${`reads_${place}`}`);
      await tx.execute(sql.raw(`execute reads_${place}(${bound?.values ?? ""})`));
      await tx.execute(sql.raw(`deallocate reads_${place}`));
    }
    const [rows] = await tx.execute<{ read: number }>(sql`
      select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'self_reports'`);
    return rows?.read ?? 0;
  });
  expect(read).toBeLessThan(20);
});
