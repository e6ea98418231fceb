import { LIMITS } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMemoryCache } from "../src/cache/memory-cache.ts";
import { createCatalogueStore } from "../src/features/lessons/catalogue-store.ts";
import { findStanding } from "../src/features/recommendations/learner-standing.ts";
import type { ActorContext } from "../src/trpc/context.ts";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  await publishPrior(app.database.db, new Date());
});

afterAll(async () => {
  await app.close();
});

const impressionsOf = (learnerId: string) =>
  app.database.db
    .select()
    .from(schema.recommendationImpressions)
    .where(eq(schema.recommendationImpressions.learnerId, learnerId));

/** Somebody whose first lesson is begun. */
async function beginner() {
  const account = await app.register();
  const { client } = account;
  const { items, evidence } = await client.recommendations.list.query();
  // The rules say where to begin; how likely it is passed is the model's to say.
  expect(items[0]).toMatchObject({ reason: { code: "NEW_LEARNER" }, interval: { length: 2 } });
  expect(evidence).toBe("simulated_prior");
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.lesson.id ?? "" });
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: lesson.exercises[0]?.id ?? "",
    revision: lesson.revision,
    response: { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  await app.database.db
    .delete(schema.recommendationImpressions)
    .where(eq(schema.recommendationImpressions.learnerId, account.userId));
  return account;
}

test("the engine ranks with probabilities and intervals; a list that is loaded again is one impression", async () => {
  const { client, userId } = await beginner();
  const list = await client.recommendations.list.query();
  expect(list).toMatchObject({ policy: "learner-model@1", evidence: "simulated_prior" });
  expect(list.items.length).toBeGreaterThan(0);
  for (const { confidence, interval } of list.items) {
    expect(interval?.[0]).toBeLessThanOrEqual(confidence);
    expect(interval?.[1]).toBeGreaterThanOrEqual(confidence);
  }
  const again = await client.recommendations.list.query();
  expect(again.impressionId).toBe(list.impressionId);
  // Once a model was fitted on learners, its figures rest on them.
  await app.database.db.update(schema.models).set({ evidence: "answers" });
  expect((await client.recommendations.list.query({ limit: 20 })).evidence).toBe("answers");
  await app.database.db.update(schema.models).set({ evidence: "simulated_prior" });
  const stored = await impressionsOf(userId);
  expect(stored).toMatchObject([{ policy: "learner-model@1", modelVersion: 1 }]);
  expect(JSON.stringify(stored[0]?.shown)).toContain("propensity");
});

test("why adds up, whyNot names what is in the way, and what is dismissed is gone until it is taken back", async () => {
  const { client, userId } = await beginner();
  const { items } = await client.recommendations.list.query();
  const lessonId = items[0]?.lesson.id ?? "";
  const why = await client.recommendations.why.query({ lessonId });
  expect(why.terms.reduce((sum, { value }) => sum + value, 0)).toBe(why.score);

  await client.recommendations.dismiss.mutate({ lessonId });
  await client.recommendations.dismiss.mutate({ lessonId });
  const without = await client.recommendations.list.query();
  expect(without.items.map(({ lesson }) => lesson.id)).not.toContain(lessonId);
  const whyNot = await client.recommendations.whyNot.query({ lessonId });
  expect(whyNot).toMatchObject({ block: { code: "DISMISSED" }, change: { undismiss: true } });
  expect(whyNot.lessons).toMatchObject([{ id: lessonId }]);
  // One of them may be first, by chance.
  const page = await client.lessons.list.query({ limit: 100 });
  const two = page.items.filter(({ id }) => id !== lessonId).slice(-2);
  const answers = await Promise.all(
    two.map(({ id }) => client.recommendations.whyNot.query({ lessonId: id })),
  );
  const outranked = answers.find((answer) => answer.block.code !== "FIRST");
  if (outranked === undefined) throw new Error("two lessons are first");
  const { change, block, lessons } = outranked;
  // Each that is named comes with its name.
  const named = new Set([
    outranked.lessonId,
    ...Object.values(block.params).flat(),
    ...(change?.finish ?? []),
  ]);
  expect(named.size).toBeGreaterThan(1);
  expect(new Set(lessons.map(({ id }) => id))).toEqual(named);
  await client.recommendations.dismiss.mutate({ lessonId, dismissed: false });
  const back = await client.recommendations.list.query();
  expect(back.items.map(({ lesson }) => lesson.id)).toContain(lessonId);
  expect(await impressionsOf(userId)).toHaveLength(3);
  expect(await codeOf(client.recommendations.dismiss.mutate({ lessonId: uuidV7() }))).toBe(
    "LESSON_NOT_FOUND",
  );
});

test("a plan tells readiness for the day of arrival, and admits how little it rests on", async () => {
  const { client } = await app.register();
  expect(await client.plan.get.query()).toMatchObject({ arrivalOn: null, readiness: null });
  const arrivalOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const few = await client.plan.set.mutate({ arrivalOn, minutesPerDay: 1, situations: ["food"] });
  expect(few.readiness).toMatchObject({ evidence: "simulated_prior" });
  const many = await client.plan.set.mutate({ arrivalOn, minutesPerDay: 60 });
  many.readiness?.situations.forEach(({ mean, status }, index) => {
    expect(mean).toBeGreaterThanOrEqual(few.readiness?.situations[index]?.mean ?? 0);
    expect(status).toBe("NOT_ENOUGH_EVIDENCE");
  });
  expect(await client.plan.get.query()).toEqual({
    ...many,
    readiness: { ...many.readiness, daysLeft: expect.any(Number), situations: expect.any(Array) },
  });
});

test("a placement ends by itself, takes 'I do not know', and an answer sent twice counts once", async () => {
  const { client } = await app.register();
  const id = uuidV7();
  let test = await client.placement.start.mutate({ id });
  const [first] = [test.next];
  for (let asked = 0; test.next !== null; asked += 1) {
    expect(asked).toBeLessThan(10);
    const answer = { placementId: id, exerciseId: test.next.id, response: { kind: "skip" as const } };
    test = await client.placement.answer.mutate(answer);
    expect((await client.placement.answer.mutate({ ...answer, exerciseId: first?.id ?? "" })).questions).toBe(
      test.questions,
    );
  }
  expect(test).toMatchObject({ difficulty: "beginner", contestable: true });
  const claim = { placementId: id, difficulty: "advanced" as const };
  const { questions } = test;
  test = await client.placement.contest.mutate(claim);
  expect(test.contestable).toBe(false);
  expect(await client.placement.contest.mutate(claim)).toEqual(test);
  while (test.next !== null) {
    const response = { kind: "skip" as const };
    test = await client.placement.answer.mutate({ placementId: id, exerciseId: test.next.id, response });
  }
  expect(test.questions).toBeLessThanOrEqual(questions + 5);
  expect(await client.placement.result.query({ placementId: id })).toEqual(test);
  const stranger = await app.register();
  expect(await codeOf(stranger.client.placement.result.query({ placementId: id }))).toBe("NOT_FOUND");
});

test("reviews keep to the settings: what is due, a pause, and the coming days", async () => {
  const { client, userId } = await app.register();
  expect(await client.reviews.settings.mutate({})).toEqual({
    dailyCap: 60,
    pausedUntil: null,
    catchUpDays: 1,
  });
  const now = Date.now();
  const memory = {
    learnerId: userId,
    reviews: 1,
    lapses: 0,
    lastDay: "2026-01-01",
    stabilityDays: 1,
    difficulty: 5,
  };
  const items = await app.database.db.select({ id: schema.items.id }).from(schema.items).limit(3);
  await app.database.db.insert(schema.itemStates).values(
    [-3, -2, 2].map((days, index) => ({
      ...memory,
      itemId: items[index]?.id ?? "",
      lastAt: new Date(now - 5 * 86_400_000),
      dueAt: new Date(now + days * 86_400_000),
      lastRight: true,
    })),
  );
  expect(await client.reviews.due.query()).toMatchObject({ overdue: 2, itemIds: { length: 2 } });
  const forecast = await client.reviews.forecast.query({ days: 4 });
  expect(forecast.days.map(({ due }) => due)).toEqual([2, 0, 1, 0]);
  await client.reviews.settings.mutate({ dailyCap: 1 });
  expect((await client.reviews.due.query()).itemIds).toHaveLength(1);
  expect(await client.me.pause.mutate({ until: "2099-01-01" })).toMatchObject({ pausedUntil: "2099-01-01" });
  expect(await client.reviews.due.query()).toEqual({ overdue: 2, itemIds: [] });
});

test("where a learner stands is read with one statement", async () => {
  const { userId } = await app.register();
  const statements: string[] = [];
  const db = drizzle(app.database.db.$client, {
    schema,
    logger: { logQuery: (query) => void statements.push(query) },
  });
  const catalogue = await createCatalogueStore(app.database.db, createMemoryCache(), () => performance.now());
  const actor = {
    userId,
    targetLanguage: "kinyarwanda",
    nativeLanguage: "english",
    userType: "tourist",
    timeZone: "Africa/Kigali",
  };
  const ctx = { deps: { db, catalogue, now: () => new Date() }, actor } as unknown as ActorContext;
  await findStanding(ctx);
  statements.length = 0;
  const { engine, course } = await findStanding(ctx);
  expect(engine?.version).toBe(1);
  expect(course.length).toBeGreaterThan(0);
  expect(statements).toHaveLength(1);
});

test("whoever dismisses more than is kept gets the first of them back, not an error", async () => {
  const { client, userId } = await app.register();
  const { items } = await client.lessons.list.query({});
  const [first, last] = items.map(({ id }) => id);
  await client.recommendations.dismiss.mutate({ lessonId: first ?? "" });
  const { learningSettings } = schema;
  const dismissed = [first ?? "", ...Array.from({ length: LIMITS.dismissedMax - 1 }, () => uuidV7())];
  await app.database.db
    .update(learningSettings)
    .set({ dismissed })
    .where(eq(learningSettings.learnerId, userId));
  await client.recommendations.dismiss.mutate({ lessonId: last ?? "" });
  const [row] = await app.database.db
    .select({ kept: learningSettings.dismissed })
    .from(learningSettings)
    .where(eq(learningSettings.learnerId, userId));
  expect(row?.kept).toEqual([...dismissed.slice(1), last]);
});
