import {
  CATEGORIES,
  emptyLearner,
  fit,
  ITEM_PACKING,
  LEARNER_PACKING,
  observe,
  PERSONAL_PACKING,
} from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KIND, packLearner, skillsOf, unpackLearner } from "../src/features/models/learner-traces.ts";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { remodelLearners } from "../src/features/models/remodel-learners.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(async () => {
  await app.close();
});

async function answer(client: Client, number: number, minutesAgo: number) {
  const { items } = await client.lessons.list.query({});
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = lesson.exercises[number];
  if (exercise === undefined) throw new Error("no exercise");
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    sittingId: null,
    response: number === 0 ? { kind: "type", text: "Muraho" } : { kind: "skip" },
    answeredAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 2_500,
  });
}

async function tracesOf(learnerId: string) {
  const { learnerStates, itemStates } = schema;
  const [learner] = await app.database.db
    .select()
    .from(learnerStates)
    .where(eq(learnerStates.learnerId, learnerId));
  const items = await app.database.db.select().from(itemStates).where(eq(itemStates.learnerId, learnerId));
  return { learner, items };
}

test("what the model knows grows with each answer, is the same when folded again, and names its version", async () => {
  const { client, userId } = await app.register();
  const admin = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));

  await answer(client, 0, 50);
  expect((await tracesOf(userId)).learner).toMatchObject({ modelVersion: 0, trace: null });
  await publishPrior(app.database.db, new Date());
  await publishPrior(app.database.db, new Date());
  await answer(client, 1, 40);
  await answer(client, 2, 10);
  await answer(client, 0, 5);
  const before = await tracesOf(userId);
  expect(before.learner).toMatchObject({ modelVersion: 1 });
  expect(before.items.map(({ trace }) => trace?.length)).toEqual(Array(3).fill(ITEM_PACKING.bytes));

  const rebuilt = await admin.client.admin.rebuild.mutate({ learnerId: userId, check: true });
  expect(rebuilt.different).toEqual([]);
  // Late: folded again from the beginning.
  await answer(client, 1, 30);
  expect((await admin.client.admin.rebuild.mutate({ learnerId: userId, check: true })).different).toEqual([]);
  await app.database.db
    .update(schema.learnerStates)
    .set({ skillTraces: null })
    .where(eq(schema.learnerStates.learnerId, userId));
  const damaged = await admin.client.admin.rebuild.mutate({ learnerId: userId, check: false });
  expect(damaged.different).toEqual([{ learnerId: userId, parts: ["traces"] }]);
  expect((await admin.client.admin.rebuild.mutate({ learnerId: userId, check: true })).different).toEqual([]);

  const attempts = await app.database.db
    .select({ modelVersion: schema.attempts.modelVersion })
    .from(schema.attempts)
    .where(eq(schema.attempts.learnerId, userId))
    .orderBy(schema.attempts.seq);
  expect(attempts.map(({ modelVersion }) => modelVersion)).toEqual([0, 1, 1, 1, 1]);
});

test("what is known of a learner of all situations takes 300 bytes of the database, and 120 for an item", async () => {
  const { userId } = await app.register();
  const { learnerStates, itemStates } = schema;
  const model = fit([]);
  const state = CATEGORIES.reduce((before, category, n) => {
    const query = { item: uuidV7(), skills: skillsOf(category), kind: KIND, at: 1.7e9 + n };
    return observe(model, before, { ...query, correct: n % 2 === 0, elapsedMs: 2_000 });
  }, emptyLearner());
  const traces = packLearner(state, 1);
  expect(unpackLearner(traces, []).skills).toEqual(state.skills);
  await app.database.db.insert(learnerStates).values({ learnerId: userId, state: {}, ...traces });
  const [size] = await app.database.db.execute<{ learner: number; item: number }>(sql`
    select pg_column_size(s.trace) + pg_column_size(s.skill_traces) as learner,
      (select max(pg_column_size(i.trace)) from ${itemStates} i) as item
    from ${learnerStates} s where s.learner_id = ${userId}`);
  expect(size?.learner).toBeLessThanOrEqual(300);
  expect(size?.item).toBeLessThanOrEqual(120);
});

test("an update that cannot read the published model goes on with another one and keeps what learners have answered", async () => {
  const { client, userId } = await app.register();
  const { models, learnerStates } = schema;
  const { db } = app.database;
  await answer(client, 0, 50);
  await db
    .update(models)
    .set({ parameters: { format: "fluentfusion-learner-model@0" } })
    .where(eq(models.status, "published"));
  // Its bytes mean nothing any more.
  await db
    .update(learnerStates)
    .set({ trace: new Uint8Array(3) })
    .where(eq(learnerStates.learnerId, userId));
  const [unreadable] = await db.select().from(models).where(eq(models.status, "published"));
  await db.update(models).set({ id: uuidV7() }).where(eq(models.status, "published"));

  expect(await publishPrior(db, new Date())).toEqual({ replaced: true });
  expect(await publishPrior(db, new Date())).toEqual({ replaced: false });
  expect((await client.recommendations.list.query({})).items.length).toBeGreaterThan(0);
  await remodelLearners(db, () => {});
  const { learner } = await tracesOf(userId);
  expect(learner?.modelVersion).toBe((unreadable?.version ?? 0) + 1);
  expect(learner?.trace?.length).toBe(LEARNER_PACKING.bytes + PERSONAL_PACKING.bytes);
  await answer(client, 1, 5);
  expect((await client.recommendations.list.query({})).evidence).toBe("simulated_prior");

  const admin = await app.register();
  await db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  await expect(
    admin.client.admin.publishModel.mutate({ version: unreadable?.version ?? 0 }),
  ).rejects.toMatchObject({ data: { code: "NOT_FOUND" } });
});
