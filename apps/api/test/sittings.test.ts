import { sql } from "drizzle-orm";
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
  const { db } = app.database;
  await publishPrior(db, new Date());
  const { client } = await app.register();
  const { id } = await client.session.start.mutate({ id: uuidV7(), mode: "review", minutes: 10 });
  // Which are asked once is drawn by the engine; here it is the first.
  await db.execute(sql`update sittings set exercises = (
    select jsonb_agg(case place when 1 then ref || '{"once": true}' else ref - 'once' end order by place)
    from jsonb_array_elements(exercises) with ordinality as refs (ref, place)
  ) where id = ${id}`);
  const look = async () => {
    const sitting = await client.session.resume.query({ sittingId: id });
    if (sitting === null) throw new Error("no sitting");
    return sitting;
  };
  const sitting = await look();
  const [once, ...others] = sitting.exercises;
  if (once === undefined) throw new Error("nothing planned");
  expect(others.length).toBeGreaterThan(1);
  expect(sitting).toMatchObject({ onceIds: [once.id], doneIds: [], next: { id: once.id } });
  const skip = async (exercise: typeof once) => {
    const attemptId = uuidV7();
    await client.attempts.submit.mutate({
      id: attemptId,
      exerciseId: exercise.id,
      revision: exercise.revision,
      sittingId: id,
      response: { kind: "skip" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 1000,
    });
    return attemptId;
  };
  const skipped = await skip(once);
  for (const exercise of others) await skip(exercise);
  const asked = new Set<string | undefined>();
  for (const _ of others) {
    const { next, ...after } = await look();
    expect(after).toMatchObject({ solved: 0, solvedIds: [], doneIds: [once.id] });
    asked.add(next?.id);
    if (next !== null) await skip(next);
  }
  expect(asked).toEqual(new Set(others.map((exercise) => exercise.id)));
  await client.attempts.undo.mutate({ id: uuidV7(), attemptId: skipped, undoneAt: new Date().toISOString() });
  expect(await look()).toMatchObject({ doneIds: [], next: { id: once.id } });
});

test("a plan asks a new learner few things again, and a lesson everything", async () => {
  await publishPrior(app.database.db, new Date());
  const { client } = await app.register();
  const planned = await client.session.start.mutate({ id: uuidV7(), mode: "review", minutes: 10 });
  expect(planned.onceIds.length).toBeGreaterThan(planned.total / 2);
  const lessonId = (await client.lessons.list.query({})).items[0]?.id ?? "";
  const lesson = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId });
  expect(lesson.onceIds).toEqual([]);
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
