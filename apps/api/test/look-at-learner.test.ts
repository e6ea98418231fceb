import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

const PASSWORD = "imigongo and hills";

let app: TestApp;
let admin: Client;
let learner: Awaited<ReturnType<TestApp["register"]>>;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  const operator = await app.register();
  await app.database.db
    .update(schema.users)
    .set({ role: "admin" })
    .where(eq(schema.users.id, operator.userId));
  admin = operator.client;
  learner = await app.register({ email: "looked.at@example.org" });
  const { items } = await learner.client.lessons.list.query({ limit: 1 });
  const { exercises } = await learner.client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const typed = exercises.find(({ prompt }) => prompt.kind === "type");
  await learner.client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: typed?.id ?? "",
    revision: typed?.revision ?? 0,
    sittingId: null,
    response: { kind: "type", text: "words of my own" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  await learner.client.plan.set.mutate({ arrivalOn: "2126-01-01", minutesPerDay: 25, situations: ["food"] });
});

afterAll(() => app.close());

const nameOf = async (client: Client) => (await client.me.get.query()).username;

const look = () => admin.admin.lookAtLearner.mutate({ userId: learner.userId, reason: "asked_for_help" });

test("an operator sees what the learner sees: record, answers, plan and next lessons", async () => {
  const seen = await look();
  expect(seen.user.email).toBe("looked.at@example.org");
  expect(seen.progress).toEqual(await learner.client.progress.summary.query());
  expect(seen.answers).toEqual((await learner.client.attempts.list.query({})).items);
  expect(seen.answers[0]?.response).toEqual({ kind: "type", text: "words of my own" });
  expect(seen.plan).toMatchObject({ minutesPerDay: 25, situations: ["food"], readiness: null });
  const { impressionId, ...list } = await learner.client.recommendations.list.query({});
  expect(impressionId).not.toBe("");
  expect(seen.next).toEqual(list);
  // The rules made the list, and they have no terms.
  expect([seen.next.evidence, seen.why]).toEqual(["rule", null]);
});

test("who looked and why is written down, and looking leaves no trace in the record", async () => {
  const impressions = () =>
    app.database.db
      .select()
      .from(schema.recommendationImpressions)
      .where(eq(schema.recommendationImpressions.learnerId, learner.userId));
  const before = await impressions();
  await look();
  expect(await impressions()).toEqual(before);
  const { entries } = await admin.admin.audit.query({ subjectId: learner.userId, limit: 1 });
  expect(entries).toMatchObject([{ action: "learner.look", detail: { reason: "asked_for_help" } }]);
  const names = [entries[0]?.actorName, entries[0]?.subjectName];
  expect(names).toEqual(await Promise.all([admin, learner.client].map(nameOf)));
  expect(await codeOf(admin.admin.lookAtLearner.mutate({ userId: uuidV7(), reason: "misuse" }))).toBe(
    "NOT_FOUND",
  );
});

test("an account that is gone has no name in the audit any more", async () => {
  const gone = await app.register({ password: PASSWORD });
  const name = await nameOf(gone.client);
  const newest = () => admin.admin.audit.query({ subjectId: gone.userId, limit: 1 });
  expect((await newest()).entries).toMatchObject([{ actorName: name, subjectName: name }]);
  await gone.client.me.delete.mutate({ password: PASSWORD });
  const { entries } = await newest();
  expect(entries).toMatchObject([{ action: "account.delete", actorName: null, subjectName: null }]);
});

test("with a model, the operator is told why the first lesson is first, in the terms that the learner is told", async () => {
  await publishPrior(app.database.db, new Date());
  const { next, why, plan } = await look();
  const first = next.items[0]?.lesson.id ?? "";
  expect(why?.lessonId).toBe(first);
  const told = await learner.client.recommendations.why.query({ lessonId: first });
  expect(why?.terms.map(({ code }) => code)).toEqual(told.terms.map(({ code }) => code));
  expect(why?.score).toBeCloseTo(told.score, 2);
  expect(plan.readiness?.situations.length).toBeGreaterThan(0);
});
