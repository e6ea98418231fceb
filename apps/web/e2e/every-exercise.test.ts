import { createClient } from "@fluentfusion/client";
import { EXERCISE_KINDS } from "@fluentfusion/core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inspect, type View } from "./support/browser.ts";
import { fillInByKeyboard, tabTo } from "./support/keyboard.ts";
import { currentPrompt, fillIn, goOn, PASSWORD, register, send } from "./support/learner.ts";
import { useWorld } from "./support/world.ts";

/** A lesson that has all eight kinds. */
const LESSON = "french-from-english/greetings-beginner-6";

const world = useWorld();

async function openLesson(page: Page): Promise<void> {
  const email = await register(page, "french", "english");
  const client = createClient({ url: world.url });
  await client.signIn({ email, password: PASSWORD });
  const { items } = await client.api.lessons.list.query({ category: "greetings", limit: 100 });
  const lesson = items.find(({ slug }) => slug === LESSON);
  await page.goto(`/lessons/${lesson?.id}`);
  await page.locator(".lesson-start button").waitFor();
}

const phone: View = { name: "390-kinds", width: 390, height: 844, locale: "en-GB" };
const desk: View = { name: "1280-keys", width: 1280, height: 800, locale: "en-GB" };

test("every kind of exercise can be done by touch", async () => {
  const page = await world.open(phone);
  await openLesson(page);
  await page.locator(".lesson-start button").click();
  await page.locator("form.turn").waitFor();
  const outcomes = new Map<string, string | null>();
  while (!page.url().endsWith("/summary")) {
    const prompt = await currentPrompt(page);
    await fillIn(page, prompt, world.solve);
    if (!outcomes.has(prompt.kind)) await inspect(page, phone, prompt.kind);
    const outcome = await send(page, prompt);
    if (!outcomes.has(prompt.kind)) await inspect(page, phone, `${prompt.kind}-verdict`);
    outcomes.set(prompt.kind, outcome);
    await goOn(page);
    await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
  }
  expect(Object.fromEntries(outcomes)).toEqual(
    Object.fromEntries(EXERCISE_KINDS.map((kind) => [kind, "correct"])),
  );
  await page.context().close();
});

test("a whole sitting needs no mouse", async () => {
  const page = await world.open(desk);
  await openLesson(page);
  await tabTo(page, ".lesson-start button");
  await page.keyboard.press("Enter");
  await page.locator("form.turn").waitFor();
  let answers = 0;
  while (!page.url().endsWith("/summary")) {
    const prompt = await currentPrompt(page);
    await fillInByKeyboard(page, prompt, world.solve(prompt));
    await page.locator(".turn-foot[data-outcome=correct]").waitFor();
    answers += 1;
    // The focus is on the way on.
    await page.locator(".verdict-continue button:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
  }
  expect(answers).toBeGreaterThan(8);
  await page.locator("h1:focus").waitFor();
  await page.context().close();
});
