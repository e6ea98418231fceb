import type { SubmitAttemptInput } from "@fluentfusion/contract";
import { sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followStream } from "./support/follow-stream.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  // One transaction in five is held open up to 60 ms after it has written its line, by the database itself at its commit.
  await app.database.db.execute(sql`
    create function stall() returns trigger language plpgsql as $$
    begin
      if random() < 0.2 then perform pg_sleep(random() * 0.06); end if;
      return null;
    end $$`);
  await app.database.db.execute(sql`
    create constraint trigger stall after insert on attempts deferrable initially deferred
    for each row execute function stall()`);
});

afterAll(async () => {
  await app.close();
});

const WRITERS = 4;
const ANSWERS = 6;

async function answerOf(client: Client): Promise<() => SubmitAttemptInput> {
  const { items } = await client.lessons.list.query({});
  const { exercises } = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = exercises.find(({ prompt }) => prompt.kind === "type");
  if (exercise === undefined) throw new Error("nothing to type");
  return () => ({
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    sittingId: null,
    response: { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: null,
  });
}

test("readers by cursor and by stream have each line once and in order while writers hold their transactions open", async () => {
  const learners = await Promise.all(Array.from({ length: 3 }, () => app.register()));
  const answer = await answerOf(learners[0]?.client ?? app.anonymous);
  const read = await Promise.all(
    learners.map(async ({ client, accessToken }) => {
      const stream = followStream(app.url, accessToken);
      const wanted = WRITERS * ANSWERS;
      const sent: string[] = [];
      const writing = Promise.all(
        Array.from({ length: WRITERS }, async () => {
          for (let i = 0; i < ANSWERS; i += 1) {
            const input = answer();
            sent.push(input.id);
            await client.attempts.submit.mutate(input);
          }
        }),
      );
      const pulled: { seq: number; id: string }[] = [];
      for (let after = 0, page = 0; pulled.length < wanted && page < 3_000; page += 1) {
        const { entries, cursor } = await client.sync.pull.query({ after, limit: 3 });
        pulled.push(...entries);
        after = cursor;
      }
      await writing;
      while (stream.events().length <= wanted) await new Promise((resolve) => setTimeout(resolve, 20));
      await stream.stop();
      return { sent, pulled, streamed: stream.events().slice(1) };
    }),
  );
  const numbers = Array.from({ length: WRITERS * ANSWERS }, (_, index) => index + 1);
  for (const { sent, pulled, streamed } of read) {
    expect(pulled.map(({ seq }) => seq)).toEqual(numbers);
    expect(streamed.map(({ seq }) => seq)).toEqual(numbers);
    expect(pulled.map(({ id }) => id).toSorted()).toEqual(sent.toSorted());
  }
}, 60_000);
