import type { Sql } from "postgres";

/** Functions and tables of the benchmark, beside the product's. */
const BENCH_SCHEMA = `
  create schema bench;
  create function bench.learner(n bigint) returns uuid immutable language sql
    return ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
  create function bench.session(n bigint) returns uuid immutable language sql
    return ('01900000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid;
  -- The same id with its last 32 random bits replaced: its time stays, and no two copies meet.
  create function bench.copied(id uuid, n bigint) returns uuid immutable language sql
    return overlay(id::text placing lpad(to_hex(n), 8, '0') from 29)::uuid;
  create table bench.attempts (like attempts including all);
  create table bench.progress (like lesson_progress including all);`;

export async function createBenchSchema(sql: Sql): Promise<void> {
  await sql.unsafe(BENCH_SCHEMA);
}

/** Ids that belong to one learner and so differ in each copy. */
const OWN_IDS = new Set(["id", "attempt_id", "sitting_id", "folded_id", "impression_id"]);

function copiedValue(column: string): string {
  if (column === "learner_id") return "bench.learner(n)";
  return OWN_IDS.has(column) ? `bench.copied(t."${column}", n)` : `t."${column}"`;
}

interface Column {
  readonly table: string;
  readonly name: string;
}

async function learnerColumns(sql: Sql): Promise<Map<string, string[]>> {
  const rows = await sql<Column[]>`
    select c.relname as table, a.attname as name
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute l where l.attrelid = c.oid and l.attname = 'learner_id')
    order by c.relname, a.attnum`;
  const tables = new Map<string, string[]>();
  for (const { table, name } of rows) tables.set(table, [...(tables.get(table) ?? []), name]);
  return tables;
}

/**
 * Copies everything that the product has stored of one learner to learners `from` to `to`: whatever tables there are,
 * so that a change of the schema needs none here.
 */
export async function copyLearner(
  sql: Sql,
  prototypeId: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const tables = await learnerColumns(sql);
  await sql.begin(async (tx) => {
    // Rows that the product wrote are consistent, and so are their copies: no triggers, no foreign keys.
    await tx`set local session_replication_role = replica`;
    await tx`set local synchronous_commit = off`;
    const copy = async (table: string, columns: readonly string[], valueOf: (column: string) => string) => {
      const names = columns.map((name) => `"${name}"`).join(", ");
      const values = columns.map(valueOf).join(", ");
      const owner = table === "users" ? "id" : table === "sessions" ? "user_id" : "learner_id";
      await tx.unsafe(
        `insert into ${table} (${names}) select ${values} from ${table} t, generate_series($2::bigint, $3::bigint) n
         where t.${owner} = $1`,
        [prototypeId, from, to],
      );
    };
    const account: Readonly<Record<string, string>> = {
      id: "bench.learner(n)",
      username: "'bench ' || n",
      email: "'bench-' || n || '@example.org'",
    };
    const session: Readonly<Record<string, string>> = {
      id: "bench.session(n)",
      user_id: "bench.learner(n)",
      confirmed_generation: "0",
    };
    await copy("users", await columnsOf(tx, "users"), (column) => account[column] ?? `t."${column}"`);
    await copy("sessions", await columnsOf(tx, "sessions"), (column) => session[column] ?? `t."${column}"`);
    for (const [table, columns] of tables) await copy(table, columns, copiedValue);
  });
}

async function columnsOf(sql: { unsafe: Sql["unsafe"] }, table: string): Promise<string[]> {
  const rows = await sql.unsafe<{ name: string }[]>(
    `select attname as name from pg_attribute
     where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
  );
  return rows.map(({ name }) => name);
}

/** Fills the catalogue up to about `lessons` lessons with copies under new ids, and says that it changed. */
export async function widenCatalogue(sql: Sql, lessons: number): Promise<void> {
  const [{ count } = { count: 1 }] = await sql<
    { count: number }[]
  >`select count(*)::int as count from lessons`;
  const copies = Math.max(0, Math.ceil(lessons / count) - 1);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`set local synchronous_commit = off`;
    const changes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      lessons: { id: "bench.copied(t.id, n)", slug: "t.slug || '-' || n", position: "t.position + n * 1000" },
      lesson_revisions: { lesson_id: "bench.copied(t.lesson_id, n)" },
      exercises: { id: "bench.copied(t.id, n)", lesson_id: "bench.copied(t.lesson_id, n)" },
    };
    for (const [table, change] of Object.entries(changes)) {
      const columns = await columnsOf(tx, table);
      const names = columns.map((name) => `"${name}"`).join(", ");
      const values = columns.map((name) => change[name] ?? `t."${name}"`).join(", ");
      await tx.unsafe(
        `insert into ${table} (${names}) select ${values} from ${table} t, generate_series(1, $1::int) n`,
        [copies],
      );
    }
    await tx`update catalogue_state set version = version + 1`;
  });
}
