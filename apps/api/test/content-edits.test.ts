import { type BuiltCourse, publishCourse } from "@fluentfusion/api";
import type { SubmitAttemptInput } from "@fluentfusion/contract";
import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { SMALL_COURSE } from "./support/small-course.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let admin: Client;

beforeAll(async () => {
  app = await startTestApp();
  const staff = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, staff.userId));
  admin = staff.client;
});

afterAll(() => app.close());

type Exercise = BuiltCourse["lessons"][number]["exercises"][number];

/** The small course with its exercises edited. */
const edited = (hash: string, edit: (exercise: Exercise) => Exercise): BuiltCourse => ({
  ...SMALL_COURSE,
  hash,
  lessons: SMALL_COURSE.lessons.map((lesson) => ({ ...lesson, exercises: lesson.exercises.map(edit) })),
});

const accepting = (form: string) => (exercise: Exercise) =>
  exercise.number === 0 && "accepted" in exercise.key
    ? { ...exercise, key: { ...exercise.key, accepted: [...exercise.key.accepted, form] } }
    : exercise;

/** Two answers to the first lesson, as it was in its first revision: one with a synonym, one right anyway. */
async function answerTwice(client: Client): Promise<void> {
  const { items } = await client.lessons.list.query({});
  const { exercises } = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const given: readonly (readonly [number, string])[] = [
    [0, "salutations"],
    [1, "Mwaramutse"],
  ];
  for (const [place, text] of given) {
    const answer: SubmitAttemptInput = {
      id: uuidV7(),
      exerciseId: exercises[place]?.id ?? "",
      revision: 1,
      sittingId: null,
      response: { kind: "type", text },
      answeredAt: new Date(Date.UTC(2026, 10, 20, 10, place)).toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 2000,
    };
    await client.attempts.submit.mutate(answer);
  }
}

async function recordOf(userId: string): Promise<string> {
  const { db } = app.database;
  const { learnerStates, itemStates, lessonProgress, xpEntries, streakDays } = schema;
  const rows = [
    await db
      .select({ state: learnerStates.state })
      .from(learnerStates)
      .where(eq(learnerStates.learnerId, userId)),
    await db.select().from(itemStates).where(eq(itemStates.learnerId, userId)).orderBy(itemStates.itemId),
    await db.select().from(lessonProgress).where(eq(lessonProgress.learnerId, userId)),
    await db
      .select({ key: xpEntries.key, amount: xpEntries.amount })
      .from(xpEntries)
      .where(eq(xpEntries.learnerId, userId))
      .orderBy(xpEntries.key),
    await db.select().from(streakDays).where(eq(streakDays.learnerId, userId)),
  ];
  return JSON.stringify(rows).replaceAll(userId, "learner");
}

const becomes = (userId: string, record: string) =>
  vi.waitFor(async () => expect(await recordOf(userId)).toBe(record), { timeout: 15_000, interval: 100 });

test("an edit that accepts more credits everyone who wrote it, even where it was rejected, a cosmetic one touches nobody, and a roll-back takes the credit back", async () => {
  const { db } = app.database;
  const early = await app.register();
  await answerTwice(early.client);
  const before = await recordOf(early.userId);

  await publishCourse(
    db,
    edited("cosmetic", (exercise) =>
      "text" in exercise.prompt
        ? { ...exercise, prompt: { ...exercise.prompt, text: `${exercise.prompt.text}!` } }
        : exercise,
    ),
    new Date(),
  );
  expect(await db.select().from(schema.rulings)).toEqual([]);
  expect(await recordOf(early.userId)).toBe(before);

  // An author said no to it once; the course is edited later, and that counts.
  const { items: log } = await early.client.attempts.list.query({});
  const wrong = log.find(({ outcome }) => outcome === "wrong");
  await early.client.disputes.open.mutate({ id: uuidV7(), attemptId: wrong?.id ?? "", reason: "" });
  const [cluster] = (await admin.author.disputes.query({})).items;
  await admin.author.reject.mutate({
    id: uuidV7(),
    exerciseId: cluster?.exerciseId ?? "",
    normal: cluster?.normal ?? "",
  });

  await publishCourse(db, edited("wider", accepting("Salutations")), new Date());
  const late = await app.register();
  // An instance notices within a second what another one published.
  await vi.waitFor(async () => {
    const { items } = await late.client.lessons.list.query({});
    const { exercises } = await late.client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
    expect(exercises[0]?.revision).toBe(3);
  });
  await answerTwice(late.client);
  const credited = await recordOf(late.userId);
  expect(credited).not.toBe(before);
  await becomes(early.userId, credited);
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);

  await publishCourse(db, { ...SMALL_COURSE, hash: "as it was" }, new Date());
  await becomes(early.userId, before);
  await becomes(late.userId, before);
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);
}, 60_000);

/** Turns the first word of the course, and the questions after it, into another one, as the starter course has it. */
const WATER: BuiltCourse = {
  ...edited("water", (exercise) => {
    if (exercise.number === 0 && exercise.prompt.kind === "type")
      return {
        ...exercise,
        prompt: { ...exercise.prompt, text: "Water" },
        key: { kind: "type", accepted: ["Amazi"] },
      };
    if (exercise.prompt.kind !== "choice") return exercise;
    return {
      ...exercise,
      prompt: {
        ...exercise.prompt,
        text: "Amazi",
        options: [
          { id: "a", text: "Good morning" },
          { id: "b", text: "Water" },
        ],
      },
    };
  }),
  items: SMALL_COURSE.items.map((item, index) =>
    index === 0
      ? { ...item, text: "Amazi", accepted: { kinyarwanda: ["Amazi"], english: ["Water"], french: [] } }
      : item,
  ),
};

test("a question that means something else is new to everybody, and what was learned of the old one comes back with it", async () => {
  const { db } = app.database;
  await publishCourse(db, { ...SMALL_COURSE, hash: "start" }, new Date());
  const learner = await app.register();
  const course = await learner.client.lessons.list.query({});
  const lessonId = course.items[0]?.id ?? "";
  const start = await learner.client.lessons.get.query({ lessonId });
  const answer = (exercise: (typeof start.exercises)[number] | undefined, text: string) =>
    learner.client.attempts.submit.mutate({
      id: uuidV7(),
      exerciseId: exercise?.id ?? "",
      revision: exercise?.revision ?? 0,
      sittingId: null,
      response: { kind: "type", text },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 2000,
    });
  await answer(start.exercises[0], "Muraho");
  const known = await answer(start.exercises[1], "Mwaramutse");
  expect(known.lesson).toMatchObject({ solved: 2, score: 50 });
  const memories = () =>
    db.select().from(schema.itemStates).where(eq(schema.itemStates.learnerId, learner.userId));
  const [before] = await memories();

  await publishCourse(db, WATER, new Date());
  const published = await vi.waitFor(async () => {
    const lesson = await learner.client.lessons.get.query({ lessonId });
    expect(lesson.revision).toBeGreaterThan(start.revision);
    return lesson;
  });
  const ids = (lesson: typeof start) => lesson.exercises.map(({ id }) => id);
  expect(ids(published).filter((id) => ids(start).includes(id))).toEqual(ids(start).slice(1, 3));
  const [progress] = (await learner.client.progress.history.query()).items;
  expect(progress).toMatchObject({ solved: 1, score: 25 });
  const sitting = await learner.client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId });
  expect(sitting.exercises.map(({ id }) => id)).toContain(published.exercises[0]?.id);

  const water = await answer(published.exercises[0], "Amazi");
  expect(water).toMatchObject({ verdict: { outcome: "correct" }, xpEarned: 10, lesson: { solved: 2 } });
  // A phone that had not heard of it is graded as it was asked, and neither helps nor harms the new question.
  const late = await answer(start.exercises[0], "Amazi");
  expect(late).toMatchObject({ verdict: { outcome: "wrong" }, xpEarned: 0, lesson: { solved: 2 } });
  expect(await memories()).toHaveLength(3);
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);

  await publishCourse(db, { ...SMALL_COURSE, hash: "back again" }, new Date());
  const back = await vi.waitFor(async () => {
    const lesson = await learner.client.lessons.get.query({ lessonId });
    expect(lesson.revision).toBeGreaterThan(published.revision);
    return lesson;
  });
  const again = await answer(back.exercises[0], "Muraho");
  expect(again.verdict.outcome).toBe("correct");
  const after = await memories();
  expect(after).toHaveLength(3);
  const found = after.find(({ itemId }) => itemId === before?.itemId);
  expect(found?.lastAt.getTime()).toBeGreaterThan(before?.lastAt.getTime() ?? Number.NaN);
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);
}, 60_000);
