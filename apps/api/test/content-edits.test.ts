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

test("an edit that accepts more credits everyone who wrote it, a cosmetic one touches nobody, and a roll-back takes the credit back", async () => {
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
