import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

const DAY = "2026-12-10T06:00:00Z";
const LEARNERS = 1000;
const ANSWERS = 20;

/** The same learner of each run. */
const learnerOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db.execute(sql`select ensure_attempt_partitions('2026-11-01', 3)`);
  await db.execute(sql`
    insert into users (id, username, user_type, target_language, native_language)
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'learner ' || n, 'tourist', 'kinyarwanda',
      'english' from generate_series(1, ${LEARNERS}::int) n`);
  // A day of all of them, an answer each three seconds; its id carries its time.
  await db.transaction(async (tx) => {
    // A busy machine takes its time for so many.
    await tx.execute(sql`set local statement_timeout = '60s'`);
    await tx.execute(sql`
    insert into attempts (id, learner_id, seq, exercise_id, lesson_id, revision, kind, practice, response, outcome, score,
      device_at, received_at, occurred_at, time_zone, local_day, grader_version, model_version, body_hash, receipt)
    select overlay(uuid_v7_floor(at)::text placing '7' || substr(md5(n || ' ' || k), 1, 3) || '-8'
        || substr(md5(n || ' ' || k), 4, 3) || '-' || substr(md5(n || ' ' || k), 7, 12) from 15)::uuid,
      ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, k, gen_random_uuid(), gen_random_uuid(), 1, 'type',
      false, '{"kind":"type","text":"Muraho"}', 'correct', 1, at, at, at, 'Africa/Kigali', '2026-12-10', 1, 1, 'hash', '{}'
    from generate_series(1, ${LEARNERS}::int) n, generate_series(1, ${ANSWERS}::int) k,
      lateral (select ${DAY}::timestamptz + (n * 20 + k) * interval '3 seconds' as at) clock`);
  });
  await db.execute(sql`analyze attempts`);
}, 60_000);

afterAll(async () => {
  await database.close();
});

interface Explained {
  readonly rows: number;
  /** Pages of 8 kB that were looked at. */
  readonly pages: number;
  readonly partitions: string[];
  readonly plan: string;
}

async function explain(statement: string): Promise<Explained> {
  const [row] = await database.db.execute<{ "QUERY PLAN": readonly { Plan: Record<string, number> }[] }>(
    sql.raw(`explain (analyze, buffers, timing off, format json) ${statement}`),
  );
  const root = row?.["QUERY PLAN"][0]?.Plan ?? {};
  const plan = JSON.stringify(root);
  return {
    rows: Number(root["Actual Rows"]),
    pages: Number(root["Shared Hit Blocks"]) + Number(root["Shared Read Blocks"]),
    partitions: [...new Set(plan.match(/attempts_(default|\d{4}_\d{2})(?=")/g))],
    plan,
  };
}

test("of a day of twenty thousand answers one learner's are read by index, in one month's partition", async () => {
  const read = await explain(`select * from attempts where learner_id = '${learnerOf(500)}'
    and id >= uuid_v7_floor('2026-12-01T00:00:00Z') and id < uuid_v7_floor('2027-01-01T00:00:00Z')`);
  expect(read).toMatchObject({ rows: ANSWERS, partitions: ["attempts_2026_12"] });
  expect(read.plan).not.toContain("Seq Scan");
  expect(read.pages).toBeLessThan(40);
});

test("an answer is found by its id in the month that the id names, however many months there are", async () => {
  const [row] = await database.db.execute<{ id: string }>(
    sql`select id from attempts where learner_id = ${learnerOf(7)} limit 1`,
  );
  const find = () => explain(`select receipt from attempts where id in ('${row?.id}')`);
  const before = await find();
  expect(before).toMatchObject({ rows: 1, partitions: ["attempts_2026_12"] });
  await database.db.execute(sql`select ensure_attempt_partitions('2027-02-01', 12)`);
  expect(await find()).toMatchObject({ rows: 1, partitions: ["attempts_2026_12"], pages: before.pages });
});

test("a learner with ten thousand answers pays for a page of twenty, not for their history", async () => {
  const learner = learnerOf(2);
  await database.db.execute(sql`
    insert into attempts (id, learner_id, seq, exercise_id, lesson_id, revision, kind, practice, response, outcome, score,
      device_at, received_at, occurred_at, time_zone, local_day, grader_version, model_version, body_hash, receipt)
    select overlay(id::text placing lpad(to_hex(k), 12, '0') from 25)::uuid, learner_id, seq * 1000 + k, exercise_id,
      lesson_id, revision, kind, practice, response, outcome, score, device_at, received_at, occurred_at, time_zone,
      local_day, grader_version, model_version, body_hash, receipt
    from attempts, generate_series(1, 500) k where learner_id = ${learner}`);
  await database.db.execute(sql`analyze attempts`);
  const page = await explain(
    `select * from attempts where learner_id = '${learner}' order by id desc limit ${ANSWERS}`,
  );
  expect(page.rows).toBe(ANSWERS);
  expect(page.plan).not.toContain('"Sort"');
  // A page for each answer at the most, and the way down the index of each month.
  expect(page.pages).toBeLessThan(ANSWERS + 4 * page.partitions.length);
});
