import { migrate } from "@fluentfusion/db";
import { nextRelease } from "@fluentfusion/db/testing";
import { sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { expect, test } from "vitest";
import { startTestApp } from "./support/test-app.ts";

/** What a release may do to tables in use, as CONTRIBUTING.md says: add, then fill, then require. */
const RELEASE: readonly (readonly [tag: string, text: string])[] = [
  [
    "9000_add",
    `CREATE TABLE "notes" ("id" uuid PRIMARY KEY, "learner_id" uuid NOT NULL);--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_learner" FOREIGN KEY ("learner_id") REFERENCES "users"("id") ON DELETE cascade;--> statement-breakpoint
CREATE INDEX "notes_learner_id" ON "notes" USING btree ("learner_id");`,
  ],
  [
    "9001_add",
    `ALTER TABLE "attempts" ADD COLUMN "mood" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_mood" CHECK (length(mood) < 20) NOT VALID;`,
  ],
  ["9002_add", `ALTER TABLE "learner_states" ADD COLUMN "mood" text DEFAULT '' NOT NULL;`],
  ["9003_validate", `ALTER TABLE "attempts" VALIDATE CONSTRAINT "attempts_mood";`],
  [
    "9004_index",
    `CREATE INDEX CONCURRENTLY "attempts_mood_index" ON "attempts" USING btree ("learner_id", "mood");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "learner_states_mood" ON "learner_states" USING btree ("mood");`,
  ],
  ["9005_fill", `UPDATE "learner_states" SET "mood" = 'calm' WHERE "mood" = '';`],
];

test("a server of this release goes on answering while the next one's migrations run, and after them", async () => {
  const app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  const release = nextRelease();
  const learners = await Promise.all(Array.from({ length: 6 }, () => app.register()));
  const [{ client } = { client: app.anonymous }] = learners;
  const { items } = await client.lessons.list.query({});
  const { exercises } = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = exercises[0];
  if (exercise === undefined) throw new Error("no exercise");
  const over = new AbortController();
  const acknowledged: string[] = [];
  const waits: number[] = [];
  const answerOn = async (client: (typeof learners)[number]["client"]) => {
    while (!over.signal.aborted) {
      const id = uuidV7();
      const from = performance.now();
      // Any failure fails the test.
      await client.attempts.submit.mutate({
        id,
        exerciseId: exercise.id,
        revision: exercise.revision,
        sittingId: null,
        response: { kind: "type", text: "Muraho" },
        answeredAt: new Date().toISOString(),
        timeZone: "Africa/Kigali",
        elapsedMs: null,
      });
      waits.push(performance.now() - from);
      acknowledged.push(id);
    }
  };
  const load = Promise.all(learners.map(({ client }) => answerOn(client)));
  const enough = async (count: number) => {
    const until = acknowledged.length + count;
    while (acknowledged.length < until) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  for (const [tag, text] of RELEASE) {
    await enough(20);
    release.add(tag, text);
    await Promise.race([migrate(app.database.url, new Date(), release.folder), load]);
  }
  await enough(20);
  over.abort();
  await load;
  const [stored] = await app.database.db.execute<{ count: number; calm: number }>(sql`
    select (select count(*)::int from attempts) as count,
           (select count(*)::int from learner_states where mood = 'calm') as calm`);
  expect(stored?.count).toBe(acknowledged.length);
  expect(stored?.calm).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThan(3_000);
  release.remove();
  await app.close();
}, 120_000);
