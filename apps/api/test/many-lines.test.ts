import { connect } from "@fluentfusion/db";
import { sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

/** A million for long: `SYNC_LINES=1000000`. */
const LINES = Number(process.env["SYNC_LINES"] ?? "2000");
const LEARNERS = 10;
const EACH = Math.ceil(LINES / LEARNERS);
/** Lines of one transaction. */
const AT_ONCE = Math.min(500, Math.ceil(EACH / 20));
const PAGE = 200;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  // As the server writes them: numbered under the lock of the learner's row, seen with the commit. They are copies of the first, but
  // for each tenth, which is of the other table. One transaction in five stalls when all of its lines are there.
  await app.database.db.execute(sql`
    create function write_lines(who uuid, count int) returns void language plpgsql as $$
    declare
      before bigint;
    begin
      select last_seq into before from learner_states where learner_id = who for update;
      insert into attempts (id, learner_id, seq, exercise_id, lesson_id, revision, kind, practice, response, outcome, score,
        device_at, received_at, occurred_at, time_zone, local_day, grader_version, model_version, body_hash, receipt)
      select gen_random_uuid(), who, before + k, exercise_id, lesson_id, revision, kind, practice, response, outcome, score,
        device_at, received_at, occurred_at, time_zone, local_day, grader_version, model_version, body_hash, receipt
      from attempts, generate_series(1, count) k
      where learner_id = who and seq = 1 and (before + k) % 10 > 0;
      insert into record_events (learner_id, id, seq, kind, day, occurred_at, received_at, receipt)
      select who, gen_random_uuid(), before + k, 'freeze', '2026-11-29', now(), now(), '{}'
      from generate_series(1, count) k where (before + k) % 10 = 0;
      update learner_states set last_seq = before + count where learner_id = who;
      if random() < 0.2 then perform pg_sleep(random() * 0.06); end if;
    end $$`);
});

afterAll(async () => {
  await app.close();
});

/** The first line of a log, which the others are made of. */
async function answerOnce(client: Client): Promise<void> {
  const { items } = await client.lessons.list.query({});
  const { exercises } = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = exercises.find(({ prompt }) => prompt.kind === "type");
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: exercise?.id ?? "",
    revision: exercise?.revision ?? 0,
    sittingId: null,
    response: { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: null,
  });
}

/** The next page; a client that is told to come back does. */
async function pageAfter(client: Client, after: number) {
  for (;;) {
    try {
      return await client.sync.pull.query({ after, limit: PAGE });
    } catch (error) {
      const code = await codeOf(Promise.reject(error));
      if (code !== "OVERLOADED" && code !== "UNAVAILABLE") throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
    }
  }
}

test(
  `${LINES} lines are read by cursor, each once and in order, while their writers stall`,
  async () => {
    const people = await Promise.all(Array.from({ length: LEARNERS }, () => app.register()));
    for (const { client } of people) await answerOnce(client);
    const writers = connect(app.database.url, { max: LEARNERS });
    const read = await Promise.all(
      people.map(async ({ client, userId }) => {
        const write = async () => {
          for (let left = EACH - 1; left > 0; left -= AT_ONCE) {
            await writers.db.execute(sql`select write_lines(${userId}, ${Math.min(left, AT_ONCE)}::int)`);
          }
        };
        let isWritten = false;
        const writing = write().finally(() => {
          isWritten = true;
        });
        const ids = new Set<string>();
        let [cursor, wrong, readMeanwhile] = [0, 0, 0];
        while (cursor < EACH) {
          const page = await pageAfter(client, cursor);
          for (const { seq, id } of page.entries) {
            if (seq !== cursor + 1 || ids.has(id)) wrong += 1;
            ids.add(id);
            cursor = seq;
          }
          if (page.cursor !== cursor) wrong += 1;
          if (!isWritten) readMeanwhile += page.entries.length;
          if (page.entries.length === PAGE || cursor === EACH) continue;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await writing;
        return { wrong, lines: ids.size, readMeanwhile, rest: (await pageAfter(client, cursor)).entries };
      }),
    );
    await writers.close();
    for (const { wrong, lines, rest } of read) {
      expect({ wrong, lines, rest }).toEqual({ wrong: 0, lines: EACH, rest: [] });
    }
    // They were read while they were written, and not after.
    expect(read.every(({ readMeanwhile }) => readMeanwhile > 0)).toBe(true);
  },
  60_000 + 2 * LINES,
);
