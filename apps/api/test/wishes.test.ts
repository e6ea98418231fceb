import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  await publishPrior(app.database.db, new Date());
});

afterAll(() => app.close());

const PHRASES = ["Muraho", "Mwaramutse", "Mwiriwe"];

/** Solves every exercise of a lesson. */
async function solve(client: Client, lessonId: string): Promise<void> {
  const { exercises } = await client.lessons.get.query({ lessonId });
  const events = exercises.map(({ id, revision, prompt }, index) => ({
    type: "attempt" as const,
    id: uuidV7(),
    exerciseId: id,
    revision,
    sittingId: null,
    response:
      prompt.kind === "choice"
        ? { kind: "choice" as const, optionId: "b" }
        : { kind: "type" as const, text: PHRASES[index] ?? "" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 3_000,
  }));
  const { results } = await client.sync.push.mutate({ events });
  expect(results.map(({ status }) => status)).toEqual(events.map(() => "accepted"));
}

const first = async (client: Client) =>
  (await client.recommendations.list.query({})).items[0]?.lesson.id ?? null;

/** Does what `whyNot` says is least, as a learner can. */
async function applyChange(client: Client, lessonId: string): Promise<void> {
  const { block, change } = await client.recommendations.whyNot.query({ lessonId });
  if (block.code === "FIRST" || change === null) return;
  for (const before of change.finish) await solve(client, before);
  if (change.undismiss) await client.recommendations.dismiss.mutate({ lessonId, dismissed: false });
  await client.recommendations.wish.mutate({ lessonId, weight: change.wish });
}

test("what whyNot says would put a lesson first does, for every lesson: new, begun, finished and dismissed", async () => {
  const { client } = await app.register();
  const lessons = (await client.lessons.list.query({})).items.map(({ id }) => id);
  const [done = "", hidden = ""] = lessons;
  for (const prepare of [
    async () => undefined,
    async () => solve(client, done),
    async () => client.recommendations.dismiss.mutate({ lessonId: hidden }),
    async () => Promise.all(lessons.map((lesson) => solve(client, lesson))),
  ]) {
    await prepare();
    for (const lessonId of lessons) {
      await applyChange(client, lessonId);
      expect(await first(client)).toBe(lessonId);
      const { block } = await client.recommendations.whyNot.query({ lessonId });
      expect(block.code).toBe("FIRST");
      await client.recommendations.wish.mutate({ lessonId, wished: false });
    }
  }
});

test("a wish lasts until its lesson is done, opens a finished one again, and can be taken back", async () => {
  const { client } = await app.register();
  const lessons = (await client.lessons.list.query({})).items.map(({ id }) => id);
  const [one = "", other = ""] = lessons.toReversed();
  const wish = { lessonId: one, weight: 5 };
  await client.recommendations.wish.mutate(wish);
  await client.recommendations.wish.mutate(wish);
  expect(await first(client)).toBe(one);
  expect((await client.recommendations.why.query({ lessonId: one })).terms).toContainEqual({
    code: "WISH",
    value: 5,
  });
  await solve(client, one);
  expect(await first(client)).not.toBe(one);
  await client.recommendations.wish.mutate(wish);
  expect(await first(client)).toBe(one);
  await client.recommendations.wish.mutate({ lessonId: one, wished: false });
  expect(await first(client)).not.toBe(one);

  await client.recommendations.wish.mutate({ lessonId: other, weight: 5 });
  const stranger = await app.register();
  expect(await first(stranger.client)).not.toBe(other);
  // A wish of another course changes nothing in this one.
  await stranger.client.recommendations.wish.mutate({ lessonId: other, weight: 5 });
  await stranger.client.me.update.mutate({ targetLanguage: "french" });
  expect((await stranger.client.recommendations.list.query({})).policy).toBe("seed-rules@1");
  expect(await codeOf(client.recommendations.wish.mutate({ lessonId: uuidV7() }))).toBe("LESSON_NOT_FOUND");
  expect(await codeOf(client.recommendations.wish.mutate({ lessonId: one, weight: -1 }))).toBe(
    "INPUT_INVALID",
  );
});
