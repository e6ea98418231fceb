import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { followEvents, type LiveEvent } from "../src/events.ts";
import { createClient, newId } from "../src/index.ts";
import { newLearner } from "./support/learner.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(async () => {
  await app.close();
});

test("a badge earned on one device reaches the other at once, and once", async () => {
  const { client: phone, account } = await newLearner({ url: app.url });
  const tablet = createClient({ url: app.url });
  await tablet.signIn({ email: account.email, password: account.password });
  const seen: LiveEvent[] = [];
  const stop = followEvents(tablet, { url: app.url, onEvent: (event) => seen.push(event) });
  const { items } = await phone.api.lessons.list.query({});
  const lesson = await phone.api.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = lesson.exercises.find(({ prompt }) => prompt.kind === "type");
  if (exercise === undefined) throw new Error("nothing to type");
  // The stream may not stand yet; answers go on until one is seen.
  await vi.waitFor(
    async () => {
      await phone.api.attempts.submit.mutate({
        id: newId(),
        exerciseId: exercise.id,
        revision: exercise.revision,
        response: { kind: "type", text: seen.length === 0 ? "x" : "Muraho" },
        answeredAt: new Date().toISOString(),
        timeZone: "Africa/Kigali",
      });
      expect(seen.flatMap(({ badgesEarned }) => badgesEarned)).toContain("first-answer");
    },
    { timeout: 10_000, interval: 300 },
  );
  stop();
  const numbers = seen.map(({ seq }) => seq);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
});
