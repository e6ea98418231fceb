import type { LearnerEvent } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { sql } from "drizzle-orm";
import { readLog } from "../attempts/attempts.queries.ts";
import { toEvents } from "./learner-traces.ts";

type Db = Database["db"];

const { learnerStates } = schema;

const PAGE = 500;

/** Learners, and all the answers that they gave. */
export async function countAnswers(db: Db): Promise<{ learners: number; answers: number }> {
  const [row] = await db.execute<{ learners: number; answers: number }>(sql`
    select count(*)::float8 as learners, coalesce(sum(last_seq), 0)::float8 as answers from ${learnerStates}`);
  return row ?? { learners: 0, answers: 0 };
}

/** Learners in the order of their ids, one in `of` of them: the same ones each time. */
async function* learnerIds(db: Db, of: number): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const rows: { id: string }[] = await db.execute<{ id: string }>(sql`
      select learner_id as id from ${learnerStates}
      where ${after === null ? sql`true` : sql`learner_id > ${after}`}
        and ('x' || left(md5(learner_id::text), 7))::bit(28)::int % ${sql.raw(String(of))} = 0
      order by learner_id limit ${PAGE}`);
    for (const { id } of rows) yield id;
    after = rows.length < PAGE ? null : (rows.at(-1)?.id ?? null);
  } while (after !== null);
}

/** One learner's answers as the model learns from them, in their order. */
export interface LearnerLogRows {
  readonly learner: string;
  readonly events: readonly LearnerEvent[];
}

/**
 * The logs of one learner in `of`, as they count now: without what was undone, and as it was last graded. One learner is
 * in memory at a time.
 */
export async function* streamLogs(db: Db, of: number): AsyncGenerator<LearnerLogRows> {
  for await (const learner of learnerIds(db, of)) {
    const { attempts } = await db.transaction((tx) => readLog(tx, learner), { accessMode: "read only" });
    yield { learner, events: toEvents(attempts).map((event) => ({ ...event, learner })) };
  }
}
