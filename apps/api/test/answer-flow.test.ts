import { schema } from "@fluentfusion/db";
import { count, eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(async () => {
  await app.close();
});

const RIGHT: Record<number, { kind: "type"; text: string } | { kind: "choice"; optionId: string }> = {
  0: { kind: "type", text: "Muraho" },
  1: { kind: "type", text: "Mwaramutse" },
  2: { kind: "type", text: "Mwiriwe" },
  3: { kind: "choice", optionId: "b" },
};

const anHourAgo = (plusMinutes: number) =>
  new Date(Date.now() - 3_600_000 + plusMinutes * 60_000).toISOString();

function answerTo(
  exercise: { id: string; number: number; revision: number },
  sittingId: string | null = null,
) {
  const response = RIGHT[exercise.number] ?? { kind: "skip" as const };
  return {
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    sittingId,
    response,
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 2500,
  };
}

async function firstLesson(client: Client) {
  const { items } = await client.recommendations.list.query();
  const lesson = items[0]?.lesson;
  if (lesson === undefined) throw new Error("nothing recommended");
  return lesson;
}

test("a new learner is recommended a lesson, solves it, and gets progress, XP, badges and the next one", async () => {
  const { client } = await app.register();
  const before = await client.recommendations.list.query();
  expect(before.items[0]?.reason.code).toBe("NEW_LEARNER");
  expect(before.items[0]?.confidence).toBe(0.9);
  const lesson = await firstLesson(client);

  const sitting = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId: lesson.id });
  expect(sitting.exercises).toHaveLength(4);
  let { next } = sitting;
  while (next !== null) {
    const receipt = await client.attempts.submit.mutate(answerTo(next, sitting.id));
    expect(receipt.verdict.outcome).toBe("correct");
    ({ next } = await client.session.next.query({ sittingId: sitting.id }));
  }
  const summary = await client.session.finish.mutate({ sittingId: sitting.id });
  expect(summary).toMatchObject({ answers: 4, firstTry: 4, total: 4, xpEarned: 60, lessonCompleted: true });
  expect(summary.badgesEarned).toEqual(["first-answer", "first-lesson"]);

  const progress = await client.progress.summary.query();
  expect(progress).toMatchObject({ xp: 60, lessonsCompleted: 1, itemsSeen: 3, answers: 4, accuracy: 1 });
  expect(progress.streak).toMatchObject({ days: 1, today: true });
  const earned = await client.badges.mine.query();
  expect(earned.items.map((badge) => badge.id)).toEqual(["first-answer", "first-lesson"]);
  const after = await client.recommendations.list.query();
  expect(after.items.map((item) => item.lesson.id)).not.toContain(lesson.id);
  expect(after.items[0]?.reason.code).toBe("EXCELLENT_PROGRESS");
});

test("a wrong answer comes back until it is solved, and its key is shown only after the answer", async () => {
  const { client } = await app.register();
  const lesson = await firstLesson(client);
  const sitting = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId: lesson.id });
  expect(JSON.stringify(sitting)).not.toContain("accepted");
  const [first] = sitting.exercises;
  if (first === undefined) throw new Error("no exercise");
  const wrong = { ...answerTo(first, sitting.id), response: { kind: "type" as const, text: "Mwiriwe" } };
  const receipt = await client.attempts.submit.mutate(wrong);
  expect(receipt.verdict).toMatchObject({ outcome: "wrong", reason: "word_of_course", accepted: ["Muraho"] });
  for (const exercise of sitting.exercises.slice(1)) {
    await client.attempts.submit.mutate(answerTo(exercise, sitting.id));
  }
  const again = await client.session.next.query({ sittingId: sitting.id });
  expect(again.next?.id).toBe(first.id);
  await client.attempts.submit.mutate(answerTo(first, sitting.id));
  const done = await client.session.next.query({ sittingId: sitting.id });
  expect(done.next).toBeNull();
  const { items } = await client.progress.history.query();
  expect(items[0]).toMatchObject({ score: 75, solved: 4, total: 4, evidence: "graded" });
});

test("a sitting goes on where another device stopped, and says what is solved", async () => {
  const { client, accessToken } = await app.register();
  const lesson = await firstLesson(client);
  const sitting = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId: lesson.id });
  const [first, second, third] = sitting.exercises;
  if (first === undefined || second === undefined) throw new Error("too few exercises");
  await client.attempts.submit.mutate(answerTo(first, sitting.id));
  await client.attempts.submit.mutate({ ...answerTo(second, sitting.id), response: { kind: "skip" } });
  const elsewhere = await app.as(accessToken).session.resume.query({});
  expect(elsewhere).toMatchObject({
    id: sitting.id,
    solved: 1,
    solvedIds: [first.id],
    next: { id: third?.id },
  });
});

test("nothing that is still to be graded comes with its key", async () => {
  const { client, accessToken } = await app.register();
  const lesson = await firstLesson(client);
  const { id } = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId: lesson.id });
  const headers = { authorization: `Bearer ${accessToken}` };
  const read = async (path: string, input: object) => {
    const query = encodeURIComponent(JSON.stringify(input));
    return (await fetch(`${app.url}/trpc/${path}?input=${query}`, { headers })).text();
  };
  const asked = [
    await read("session.next", { sittingId: id }),
    await read("session.resume", {}),
    await read("lessons.get", { lessonId: lesson.id }),
  ];
  for (const bytes of asked) {
    expect(bytes).toContain('"prompt"');
    expect(bytes).not.toMatch(/"(?:key|accepted|optionId|pairs|strict)":/);
  }
  // Asked for, and shown nowhere else in the sitting.
  expect(asked.slice(0, 2).join("")).not.toContain("Mwaramutse");
});

test("the same answer sent again changes nothing and gets the first receipt", async () => {
  const { client, userId } = await app.register();
  const lesson = await client.lessons.get.query({ lessonId: (await firstLesson(client)).id });
  const [exercise] = lesson.exercises;
  if (exercise === undefined) throw new Error("no exercise");
  const answer = answerTo(exercise);
  const receipts = await Promise.all(Array.from({ length: 5 }, () => client.attempts.submit.mutate(answer)));
  receipts.push(await client.attempts.submit.mutate(answer));
  for (const receipt of receipts) expect(receipt).toEqual(receipts[0]);
  const rows = await app.database.db
    .select({ stored: count() })
    .from(schema.attempts)
    .where(eq(schema.attempts.learnerId, userId));
  expect(rows[0]?.stored).toBe(1);
  expect((await client.progress.summary.query()).xp).toBe(10);
});

test("an id that was used for another answer is a conflict, for the learner and for a stranger", async () => {
  const { client } = await app.register();
  const stranger = await app.register();
  const lesson = await client.lessons.get.query({ lessonId: (await firstLesson(client)).id });
  const [exercise, other] = lesson.exercises;
  if (exercise === undefined || other === undefined) throw new Error("no exercise");
  const answer = answerTo(exercise);
  await client.attempts.submit.mutate(answer);
  expect(await codeOf(client.attempts.submit.mutate({ ...answerTo(other), id: answer.id }))).toBe(
    "ATTEMPT_CONFLICT",
  );
  expect(await codeOf(stranger.client.attempts.submit.mutate(answer))).toBe("ATTEMPT_CONFLICT");
});

test("many answers of one learner at once are all counted", async () => {
  const { client } = await app.register();
  const lesson = await client.lessons.get.query({ lessonId: (await firstLesson(client)).id });
  const answers = Array.from({ length: 3 }, () =>
    lesson.exercises.map((exercise) => answerTo(exercise)),
  ).flat();
  await Promise.all(answers.map((answer) => client.attempts.submit.mutate(answer)));
  const summary = await client.progress.summary.query();
  expect(summary).toMatchObject({ answers: 12, xp: 60, lessonsCompleted: 1 });
});

test("an answer that arrives late is folded where it belongs: the same state as in the right order", async () => {
  const inOrder = await app.register();
  const shuffled = await app.register();
  const lesson = await inOrder.client.lessons.get.query({ lessonId: (await firstLesson(inOrder.client)).id });
  const answers = lesson.exercises.map((exercise, index) => ({
    ...answerTo(exercise),
    answeredAt: anHourAgo(index),
  }));
  for (const answer of answers) await inOrder.client.attempts.submit.mutate(answer);
  const sameAnswers = answers.map((answer) => ({ ...answer, id: uuidV7() }));
  for (const answer of sameAnswers.toReversed()) await shuffled.client.attempts.submit.mutate(answer);
  const state = async (userId: string) => {
    const { db } = app.database;
    const items = await db.select().from(schema.itemStates).where(eq(schema.itemStates.learnerId, userId));
    const xp = await db.select().from(schema.xpEntries).where(eq(schema.xpEntries.learnerId, userId));
    const [row] = await db
      .select()
      .from(schema.learnerStates)
      .where(eq(schema.learnerStates.learnerId, userId));
    return {
      totals: row?.state,
      items: items
        .map((item) => ({ ...item, learnerId: null }))
        .toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1)),
      xp: xp
        .map(({ key, amount, at: when }) => ({ key, amount, when }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    };
  };
  expect(await state(shuffled.userId)).toEqual(await state(inOrder.userId));
});

test("practice leaves schedule, progress and XP alone", async () => {
  const { client } = await app.register();
  const lesson = await firstLesson(client);
  const sitting = await client.session.start.mutate({ id: uuidV7(), mode: "practice", lessonId: lesson.id });
  for (const exercise of sitting.exercises)
    await client.attempts.submit.mutate(answerTo(exercise, sitting.id));
  const summary = await client.progress.summary.query();
  expect(summary).toMatchObject({ xp: 0, answers: 0, itemsSeen: 0, lessonsCompleted: 0 });
  expect(summary.streak.days).toBe(1);
});

test("a sitting goes on with another device, and a repeat of its start begins nothing new", async () => {
  const { client } = await app.register();
  const lesson = await firstLesson(client);
  const input = { id: uuidV7(), mode: "lesson" as const, lessonId: lesson.id };
  const sitting = await client.session.start.mutate(input);
  const [first] = sitting.exercises;
  if (first === undefined) throw new Error("no exercise");
  await client.attempts.submit.mutate(answerTo(first, sitting.id));
  const repeated = await client.session.start.mutate(input);
  expect(repeated).toMatchObject({ id: sitting.id, solved: 1 });
  const resumed = await client.session.resume.query({});
  expect(resumed).toMatchObject({ id: sitting.id, solved: 1, total: 4 });
  await client.session.finish.mutate({ sittingId: sitting.id });
  expect(await client.session.resume.query({})).toBeNull();
});

test("a stranger's sitting and answers are out of reach", async () => {
  const owner = await app.register();
  const stranger = await app.register();
  const lesson = await firstLesson(owner.client);
  const sitting = await owner.client.session.start.mutate({
    id: uuidV7(),
    mode: "lesson",
    lessonId: lesson.id,
  });
  const { client } = stranger;
  const [exercise] = sitting.exercises;
  if (exercise === undefined) throw new Error("no exercise");
  await owner.client.attempts.submit.mutate(answerTo(exercise, sitting.id));
  expect(await codeOf(client.session.next.query({ sittingId: sitting.id }))).toBe("SITTING_NOT_FOUND");
  expect(await codeOf(client.session.finish.mutate({ sittingId: sitting.id }))).toBe("SITTING_NOT_FOUND");
  expect(await codeOf(client.attempts.submit.mutate(answerTo(exercise, sitting.id)))).toBe(
    "SITTING_NOT_FOUND",
  );
  const startAgain = client.session.start.mutate({ id: sitting.id, mode: "lesson", lessonId: lesson.id });
  expect(await codeOf(startAgain)).toBe("SITTING_NOT_FOUND");
  expect((await client.attempts.list.query({})).items).toEqual([]);
});

test("a learner who has finished every lesson is told so, and one who finished a level gets the nearest other", async () => {
  const { client } = await app.register();
  const { items: lessons } = await client.lessons.list.query({});
  const [last, ...others] = lessons.toReversed();
  for (const { id } of others) {
    const lesson = await client.lessons.get.query({ lessonId: id });
    for (const exercise of lesson.exercises) await client.attempts.submit.mutate(answerTo(exercise));
  }
  const nearly = await client.recommendations.list.query();
  expect(nearly.items.map((item) => item.lesson.id)).toEqual([last?.id]);
  const final = await client.lessons.get.query({ lessonId: last?.id ?? "" });
  for (const exercise of final.exercises) await client.attempts.submit.mutate(answerTo(exercise));
  expect((await client.recommendations.list.query()).items).toEqual([]);
});
