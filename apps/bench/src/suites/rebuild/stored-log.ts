import { openSql } from "../../data/cluster.ts";
import { learnerId } from "../../data/identity.ts";
import { median } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import { productCommand } from "../../servers/product.ts";
import { startServerProcess } from "../../servers/server-process.ts";
import type { SuiteOptions } from "../../suite.ts";
import { fetchJson } from "../http/calls.ts";
import { buildStand } from "../http/stand.ts";

const ANSWERS = 100_000;
/** How often the log of a common learner is repeated, an hour apart, in one statement. */
const COPIES = 500;
const LEARNERS = 2;

/** Makes the log of one learner long, and another learner an admin who has shown a second factor. Returns the length. */
async function lengthen(url: string, learner: string, admin: string): Promise<number> {
  const sql = openSql(url);
  const [count] = await sql<{ own: number }[]>`
    select count(*)::int as own from attempts where learner_id = ${learner}`;
  const own = count?.own ?? 0;
  for (let from = 1; from * own < ANSWERS; from += COPIES) {
    await sql`
      insert into attempts select (jsonb_populate_record(a, jsonb_build_object(
        'id', uuid_v7_floor(at), 'seq', a.seq + n * ${own}::int, 'occurred_at', at,
        'local_day', (at at time zone a.time_zone)::date))).*
      from attempts a, generate_series(${from}::int, ${from + COPIES - 1}::int) n,
        lateral (select a.occurred_at - n * interval '1 hour' + a.seq * interval '1 second' as at) shifted
      where learner_id = ${learner} and seq <= ${own}
      on conflict do nothing`;
  }
  await sql`update users set role = 'admin' where id = ${admin}`;
  await sql`update sessions set second_factor_at = now() where user_id = ${admin}`;
  await sql`vacuum analyze attempts`;
  const [made] = await sql<{ all: number }[]>`
    select count(*)::int as all from attempts where learner_id = ${learner}`;
  await sql.end();
  return made?.all ?? 0;
}

/** The whole of it: `admin.rebuild` reads a stored log, folds it, and compares or writes every row. */
export async function measureStoredLog(options: SuiteOptions): Promise<Table> {
  const stand = await buildStand({ ...options, learners: LEARNERS });
  try {
    const [first, second] = [learnerId(stand.crowd.from), learnerId(stand.crowd.from + 1)];
    options.tell(`a learner with ${ANSWERS} stored answers`);
    const length = await lengthen(stand.cluster.url, first, second);
    const server = await startServerProcess(productCommand(stand.settings));
    try {
      const token = stand.crowd.tokens[1];
      const rebuild = async (check: boolean) => {
        const startedAt = performance.now();
        const body = { learnerId: first, check };
        const text = await fetchJson(server.port, {
          path: "/trpc/admin.rebuild",
          body,
          ...(token && { token }),
        });
        const { different } = (JSON.parse(text) as { result: { data: { different: unknown[] } } }).result
          .data;
        return { ms: performance.now() - startedAt, differs: different.length > 0 };
      };
      const mended = await rebuild(false);
      if (!mended.differs) throw new Error("a log that was made longer must differ from its record");
      const times: number[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        const { ms, differs } = await rebuild(true);
        if (differs) throw new Error("a record must be what its log says once it was mended");
        times.push(ms);
      }
      return {
        title: "Proving the record of one learner against the stored log",
        columns: ["answers", "mended, ms", "compared, ms"],
        rows: [[String(length), short(mended.ms), short(median(times))]],
        notes: [
          "`admin.rebuild` over HTTP: read, fold, compare or write; the first one warms up. Goal: 2 s.",
        ],
      };
    } finally {
      await server.stop();
    }
  } finally {
    await stand.stop();
  }
}
