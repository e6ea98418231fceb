import { afterAll, beforeAll, expect, test } from "vitest";
import { emergencyOfTheCourse, starterOf } from "./support/greetings-course.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
const course = await emergencyOfTheCourse();

beforeAll(async () => {
  app = await startTestApp({}, { starter: starterOf(course) });
});

afterAll(() => app.close());

test("each phrase for an emergency is there once, though three languages teach it, and none that was retired", async () => {
  const { client } = await app.register();
  const phrasesNow = async () => (await client.sync.emergencyPack.query()).phrases;
  const phrases = await phrasesNow();
  expect(phrases.map(({ kinyarwanda }) => kinyarwanda)).toEqual(
    course.items.map(({ wording }) => wording.kinyarwanda.text),
  );
  await app.database.db.$client`update items set retired_at = now() where slug like ${"%:eme-001"}`;
  expect(await phrasesNow()).toEqual(phrases.slice(1));
});
