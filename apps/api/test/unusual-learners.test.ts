import { publishCourse } from "@fluentfusion/api";
import { LIMITS } from "@fluentfusion/core";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { SMALL_COURSE } from "./support/small-course.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

/** Learners that an engine is easily wrong about. Each gets a next step, a plan and reviews that make sense. */

let app: TestApp;
const DAY = 86_400_000;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  await publishPrior(app.database.db, new Date());
});

afterAll(() => app.close());

/** One lesson in ten is put at its place by chance, and says so first. */
const CHANCE = "EXPLORE";

const PHRASES = ["Muraho", "Mwaramutse", "Mwiriwe"];

/** Right answers to some exercises of some lessons. */
async function answer(client: Client, lessons: number, exercises: number, at: number): Promise<void> {
  const { items } = await client.lessons.list.query({});
  for (const { id } of items.slice(0, lessons)) {
    const lesson = await client.lessons.get.query({ lessonId: id });
    const events = lesson.exercises.slice(0, exercises).map((exercise, index) => ({
      type: "attempt" as const,
      id: uuidV7(),
      exerciseId: exercise.id,
      revision: exercise.revision,
      sittingId: null,
      response:
        exercise.prompt.kind === "choice"
          ? { kind: "choice" as const, optionId: "b" }
          : { kind: "type" as const, text: PHRASES[index] ?? "" },
      answeredAt: new Date(at).toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 3_000,
    }));
    const { results } = await client.sync.push.mutate({ events });
    expect(results.map(({ status }) => status)).toEqual(events.map(() => "accepted"));
  }
}

/** All that the engine says to a learner; every number of it is one. */
async function advise(client: Client) {
  const arrivalOn = new Date(Date.now() + 500 * DAY).toISOString().slice(0, 10);
  const advice = {
    list: await client.recommendations.list.query({ limit: 5 }),
    plan: await client.plan.set.mutate({ arrivalOn, minutesPerDay: 10 }),
    due: await client.reviews.due.query(),
    forecast: await client.reviews.forecast.query({ days: 7 }),
    sitting: await client.session.start.mutate({ id: uuidV7(), mode: "review", minutes: 10 }),
    placement: await client.placement.start.mutate({ id: uuidV7() }),
  };
  for (const { lesson } of advice.list.items) {
    const { terms, score } = await client.recommendations.why.query({ lessonId: lesson.id });
    expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(score);
    const { change } = await client.recommendations.whyNot.query({ lessonId: lesson.id });
    expect(change?.wish).toBeGreaterThanOrEqual(0);
  }
  // What is no number travels as null.
  const readiness =
    advice.plan.readiness?.situations.flatMap(({ mean, interval }) => [mean, ...interval]) ?? [];
  for (const value of readiness) expect(value).toBeGreaterThanOrEqual(0);
  for (const { confidence } of advice.list.items) expect(confidence).toBeGreaterThan(0);
  return advice;
}

test("a new learner begins at the beginning, with nothing to review", async () => {
  const { client } = await app.register();
  const { list, due, sitting, placement } = await advise(client);
  expect(list.items[0]).toMatchObject({
    lesson: { difficulty: "beginner" },
    reason: { code: "NEW_LEARNER" },
  });
  expect(sitting.exercises.length).toBeGreaterThan(0);
  expect(placement.next).not.toBeNull();
  expect(due).toEqual({ itemIds: [], overdue: 0 });
});

test("after one answer the lesson that was begun goes on", async () => {
  const { client } = await app.register();
  await answer(client, 1, 1, Date.now() - DAY);
  const { list, sitting } = await advise(client);
  const [begun] = (await client.lessons.list.query({})).items;
  const listed = list.items.find(({ lesson }) => lesson.id === begun?.id);
  expect(["CONTINUE", CHANCE]).toContain(listed?.reason.code);
  expect(sitting.exercises.length).toBeGreaterThan(0);
});

test("who has finished everything is offered it again, as a review", async () => {
  const { client } = await app.register();
  await answer(client, 4, 4, Date.now() - 20 * DAY);
  const { list, sitting } = await advise(client);
  expect(
    (await client.progress.summary.query()).situations.every(
      (one) => one.lessonsCompleted === one.lessonsTotal,
    ),
  ).toBe(true);
  expect(list.items).toHaveLength(4);
  for (const { reason } of list.items) expect(["DUE_REVIEW", CHANCE]).toContain(reason.code);
  expect(sitting.exercises.length).toBeGreaterThan(0);
});

test("who comes back after a year finds what was learned due, and goes on", async () => {
  const account = { email: "last.year@example.org", password: "imigongo and hills" };
  const lastYear = Date.now() - 365 * DAY;
  app.setClock(new Date(lastYear));
  try {
    await answer((await app.register(account)).client, 1, 4, lastYear);
  } finally {
    app.setClock(null);
  }
  const client = app.as((await app.anonymous.auth.login.mutate(account)).accessToken);
  const { list, due, sitting } = await advise(client);
  expect(sitting.exercises.length).toBeGreaterThanOrEqual(3);
  expect(due.overdue).toBe(3);
  expect(due.itemIds).toHaveLength(3);
  expect(list.review).toMatchObject({ items: 3 });
  expect(list.items.length).toBeGreaterThan(0);
});

test("a clock that is a month ahead makes no answer from the future", async () => {
  const { client } = await app.register();
  await answer(client, 1, 4, Date.now() + 30 * DAY);
  const { list, forecast } = await advise(client);
  expect(list.items.length).toBeGreaterThan(0);
  const { items } = await client.attempts.list.query({});
  expect(items.every(({ localDay }) => Date.parse(localDay) <= Date.now() + DAY)).toBe(true);
  expect(forecast.days).toHaveLength(7);
});

test("a clock that has lost its time and begins at 1970 loses no answer", async () => {
  const { client } = await app.register();
  await answer(client, 1, 4, 0);
  const { items } = await client.attempts.list.query({});
  expect(items).toHaveLength(4);
  const earliest = Date.now() - (LIMITS.offlineMaxDays + 1) * DAY;
  expect(items.every(({ localDay }) => Date.parse(localDay) > earliest)).toBe(true);
});

test("a course of one lesson, and of none", async () => {
  const none = await app.register({ targetLanguage: "french" });
  expect(await advise(none.client)).toMatchObject({
    list: { items: [], review: null },
    sitting: { exercises: [] },
    placement: { next: null, questions: 0 },
  });

  const { client } = await app.register();
  const [only] = SMALL_COURSE.lessons;
  const { db } = app.database;
  await publishCourse(
    db,
    { ...SMALL_COURSE, hash: "one", lessons: only === undefined ? [] : [only] },
    new Date(),
  );
  await expect.poll(async () => (await client.lessons.list.query({})).items.length).toBe(1);
  expect((await advise(client)).list.items).toHaveLength(1);
  await answer(client, 1, 4, Date.now() - DAY);
  expect((await advise(client)).list.items).toHaveLength(1);
});
