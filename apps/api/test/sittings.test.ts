import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.close());

test("a sitting for some minutes is planned by the engine: new items first met, and what went wrong comes again", async () => {
  await publishPrior(app.database.db, new Date());
  const { client } = await app.register();
  const start = (minutes?: number) =>
    client.session.start.mutate({
      id: uuidV7(),
      mode: "review",
      ...(minutes === undefined ? {} : { minutes }),
    });
  // By the schedule there is nothing for somebody new.
  expect((await start()).total).toBe(0);
  const first = await start(10);
  expect(first).toMatchObject({ mode: "review", lessonId: null, total: 3 });
  const { next } = first;
  if (next === null) throw new Error("nothing planned");
  const receipt = await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: next.id,
    revision: next.revision,
    sittingId: first.id,
    response: { kind: "skip" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 3000,
  });
  expect(receipt.verdict.outcome).toBe("skipped");
  const again = await start(10);
  expect(again.exercises.map(({ id }) => id)).toContain(next.id);
  expect(new Set(again.exercises.map(({ id }) => id)).size).toBe(again.total);
});

test("what a planned sitting asks once is done with when it goes wrong, on any device, and the rest comes until it is right", async () => {
  await publishPrior(app.database.db, new Date());
  const { client } = await app.register();
  const sitting = await client.session.start.mutate({ id: uuidV7(), mode: "review", minutes: 10 });
  const skip = (exercise: (typeof sitting.exercises)[number]) =>
    client.attempts.submit.mutate({
      id: uuidV7(),
      exerciseId: exercise.id,
      revision: exercise.revision,
      sittingId: sitting.id,
      response: { kind: "skip" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 1000,
    });
  // A new learner is asked few things again: the engine has yet to see what that is worth.
  expect(sitting.onceIds.length).toBeGreaterThan(sitting.total / 2);
  for (const exercise of sitting.exercises) await skip(exercise);
  const after = await client.session.resume.query({ sittingId: sitting.id });
  expect(after).toMatchObject({ solved: 0, solvedIds: [], onceIds: sitting.onceIds });
  expect(after?.doneIds.toSorted()).toEqual(sitting.onceIds.toSorted());
  const left = sitting.exercises.find(({ id }) => !sitting.onceIds.includes(id));
  expect(after?.next?.id).toBe(left?.id);
  const lesson = (await client.lessons.list.query({})).items[0]?.id ?? "";
  const whole = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId: lesson });
  expect(whole.onceIds).toEqual([]);
});

test("an answer taken back does not count in its sitting, on any device", async () => {
  const { client } = await app.register();
  const { items } = await client.lessons.list.query({});
  const lessonId = items[0]?.id ?? "";
  const sitting = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId });
  const exercise = sitting.exercises[0];
  if (exercise === undefined) throw new Error("an empty sitting");
  const give = async (text: string) => {
    const id = uuidV7();
    await client.attempts.submit.mutate({
      id,
      exerciseId: exercise.id,
      revision: exercise.revision,
      sittingId: sitting.id,
      response: { kind: "type", text },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 1000,
    });
    return id;
  };
  const undo = (attemptId: string) =>
    client.attempts.undo.mutate({ id: uuidV7(), attemptId, undoneAt: new Date().toISOString() });
  const slipped = await give("nothing like it");
  await undo(slipped);
  const right = await give("Muraho");
  expect(await client.session.resume.query({ sittingId: sitting.id })).toMatchObject({
    solvedIds: [exercise.id],
  });
  await undo(right);
  expect(await client.session.resume.query({ sittingId: sitting.id })).toMatchObject({ solvedIds: [] });
  await give("Muraho");
  const summary = await client.session.finish.mutate({ sittingId: sitting.id });
  expect(summary).toMatchObject({ answers: 1, firstTry: 1 });
  expect(summary.xpEarned).toBe((await client.xp.ledger.query()).total);
});
