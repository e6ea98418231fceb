import type { Sql } from "postgres";

/**
 * Makes the log of learners `times` as long by copies of what they have answered, each with the points that it earned. What
 * is folded of it stays as large as it is, which the course bounds; the number of the newest answer goes with the log.
 */
export async function lengthenLog(
  sql: Sql,
  { from, to, times }: { from: number; to: number; times: number },
): Promise<void> {
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    attempts: { id: "bench.lengthened(t.id, k)", seq: "t.seq + k * s.last_seq" },
    xp_entries: { key: "t.key || '-' || k", attempt_id: "bench.lengthened(t.attempt_id, k)" },
  };
  await sql.unsafe(`
    create function bench.lengthened(id uuid, k bigint) returns uuid immutable language sql
      return overlay(id::text placing substr(md5(id::text || k), 1, 12) from 25)::uuid`);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`set local synchronous_commit = off`;
    const range = [from, to] as const;
    for (const [table, change] of Object.entries(tables)) {
      const rows = await tx<{ name: string }[]>`
        select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
          and not attisdropped and attgenerated = ''`;
      const names = rows.map(({ name }) => `"${name}"`).join(", ");
      const values = rows.map(({ name }) => change[name] ?? `t."${name}"`).join(", ");
      await tx.unsafe(
        `insert into ${table} (${names}) select ${values}
         from generate_series($1::bigint, $2::bigint) n join learner_states s on s.learner_id = bench.learner(n)
           join ${table} t on t.learner_id = s.learner_id, generate_series(1, $3::bigint) k`,
        [...range, times - 1],
      );
    }
    await tx`update learner_states set last_seq = last_seq * ${times}
      where learner_id in (select bench.learner(n) from generate_series(${from}::bigint, ${to}::bigint) n)`;
  });
}
