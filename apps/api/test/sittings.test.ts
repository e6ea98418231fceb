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
