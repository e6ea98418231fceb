import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Solve } from "./support/answer-key.ts";
import { inspect, type View } from "./support/browser.ts";
import { fillIn, goOn, register, send } from "./support/learner.ts";
import { useWorld } from "./support/world.ts";

const VIEWS: readonly View[] = [
  { name: "390-flight", width: 390, height: 844, locale: "en-GB", worker: true },
  { name: "1280-flight", width: 1280, height: 800, locale: "en-GB", worker: true },
];

const world = useWorld();

type Prompt = Parameters<Solve>[0];

/** The exercise on the page, from the packs on the device. */
async function packedPrompt(page: Page): Promise<Prompt> {
  const id = await page.locator("form.turn").getAttribute("data-exercise");
  const texts = await page.evaluate(async () => {
    const owner = localStorage.getItem("ff.device-owner");
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(`fluentfusion:${owner}`);
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(new Error("no database")));
    });
    return new Promise<string[]>((resolve) => {
      const all = db
        .transaction("entries")
        .objectStore("entries")
        .getAll(IDBKeyRange.bound("pack/", "pack/z"));
      all.addEventListener("success", () =>
        resolve((all.result as { text: string }[]).map(({ text }) => text)),
      );
    });
  });
  const exercises = texts.flatMap(
    (text) => (JSON.parse(text) as { exercises?: { id: string; prompt: Prompt }[] }).exercises ?? [],
  );
  const exercise = exercises.find((candidate) => candidate.id === id);
  if (exercise === undefined) throw new Error(`exercise ${id} is in no pack`);
  return exercise.prompt;
}

test.each(VIEWS)(
  "lessons kept on the device are done in flight mode, graded there, and counted after the landing: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.goto("/flight");
    await page.locator(".page .button").first().click();
    await page.locator(".flight-list li").first().waitFor({ timeout: 60_000 });
    await inspect(page, view, "lessons");

    await page.context().setOffline(true);
    // The app itself comes from the device, too.
    await page.reload();
    await page.locator(".flight-list a").first().click();
    const outcomes: (string | null)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await page.locator("form.turn").waitFor();
      const prompt = await packedPrompt(page);
      await fillIn(page, prompt, world.solve);
      outcomes.push(await send(page, prompt));
      if (turn === 0) await inspect(page, view, "verdict");
      await goOn(page);
    }
    expect(outcomes).toEqual(["correct", "correct", "correct"]);
    // The page dies in the air.
    await page.goto("/flight");
    await page.locator('[data-waiting="3"]').waitFor();
    await inspect(page, view, "waiting");
    await page.goto("/emergency");
    await page.locator(".emergency-phrase").first().waitFor();
    await inspect(page, view, "emergency");

    await page.context().setOffline(false);
    await page.goto("/flight");
    await page.locator("[data-waiting]").waitFor({ state: "detached", timeout: 60_000 });
    await page.goto("/progress");
    await page.locator(".figures").first().waitFor();
    await expect.poll(() => page.locator("main").innerText(), { timeout: 15_000 }).toContain("30");

    // Without a connection, what is looked for is looked for here.
    await page.goto("/lessons");
    await page.locator(".lesson-grid").waitFor();
    await page.context().setOffline(true);
    await page.locator("input[type=search]").fill("money");
    await page.locator('[data-found=money] .lesson-row[href^="/flight/"]').first().waitFor();
    await inspect(page, view, "found-here");
    await page.locator("input[type=search]").fill("xyzzy");
    await page.locator("[data-found=xyzzy] .notice-empty").waitFor();
    await page.context().close();
  },
);

const READERS = VIEWS.map((view, place) => (place === 0 ? view : { ...view, locale: "fr-FR" }));

test.each(READERS)("the emergency page needs no sign-in: $name", async (view) => {
  const page = await world.open(view);
  await page.goto("/emergency");
  await page.locator(".emergency-phrase").first().waitFor();
  expect(await page.locator(".emergency-phrase").count()).toBeGreaterThan(10);
  // What it means is said first in the language of whoever reads it.
  const meanings = page.locator(".emergency-phrase").first().locator("span[lang]");
  expect(await meanings.first().getAttribute("lang")).toBe(view.locale.slice(0, 2));
  // Nor do the numbers to call need an answer of the server.
  await page.route("**/trpc/**", (route) => route.abort());
  await page.reload();
  await page.locator('a[href="tel:112"]').waitFor();
  await page.context().close();
});
