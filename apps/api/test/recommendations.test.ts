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

test("the engine ranks with probabilities and intervals; a list that is loaded again is one impression", async () => {
  const { client, userId } = await app.register();
  const list = await client.recommendations.list.query();
  expect(list.policy).toBe("learner-model@1");
  expect(list.items.length).toBeGreaterThan(0);
  for (const { confidence, interval } of list.items) {
    expect(interval?.[0]).toBeLessThanOrEqual(confidence);
    expect(interval?.[1]).toBeGreaterThanOrEqual(confidence);
  }
  const again = await client.recommendations.list.query();
  expect(again.impressionId).toBe(list.impressionId);
  const stored = await impressionsOf(userId);
  expect(stored).toMatchObject([{ policy: "learner-model@1", modelVersion: 1 }]);
  expect(JSON.stringify(stored[0]?.shown)).toContain("propensity");
});

test("why adds up, whyNot names what is in the way, and what is dismissed is gone until it is taken back", async () => {
  const { client, userId } = await app.register();
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
  await client.recommendations.dismiss.mutate({ lessonId, dismissed: false });
  const back = await client.recommendations.list.query();
  expect(back.items.map(({ lesson }) => lesson.id)).toContain(lessonId);
  expect(await impressionsOf(userId)).toHaveLength(3);
  expect(await codeOf(client.recommendations.dismiss.mutate({ lessonId: uuidV7() }))).toBe(
    "LESSON_NOT_FOUND",
  );
});

test("where a learner stands is read with one statement", async () => {
  const { userId } = await app.register();
  const statements: string[] = [];
  const db = drizzle(app.database.db.$client, {
    schema,
    logger: { logQuery: (query) => void statements.push(query) },
  });
  const catalogue = await createCatalogueStore(app.database.db, createMemoryCache(), () => performance.now());
  const actor = { userId, targetLanguage: "kinyarwanda", nativeLanguage: "english", userType: "tourist" };
  const ctx = { deps: { db, catalogue, now: () => new Date() }, actor } as unknown as ActorContext;
  await findStanding(ctx);
  statements.length = 0;
  const { engine, course } = await findStanding(ctx);
  expect(engine?.version).toBe(1);
  expect(course.length).toBeGreaterThan(0);
  expect(statements).toHaveLength(1);
});
