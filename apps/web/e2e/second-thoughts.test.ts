import { createClient } from "@fluentfusion/client";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inspect, type View } from "./support/browser.ts";
import { currentPrompt, fillIn, goOn, PASSWORD, register, send } from "./support/learner.ts";
import { useWorld } from "./support/world.ts";

const VIEWS: readonly View[] = [
  { name: "390-second-thoughts", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-second-thoughts", width: 1280, height: 800, locale: "fr-FR" },
];

const world = useWorld();

async function startFirstLesson(page: Page): Promise<string> {
  const email = await register(page);
  await page.locator(".next-card a.button").click();
  await page.locator(".lesson-start button").click();
  await page.locator("form.turn").waitFor();
  return email;
}

test.each(VIEWS)("an answer can be taken back, and a verdict disagreed with: $name", async (view) => {
  const page = await world.open(view);
  const email = await startFirstLesson(page);
  const client = createClient({ url: world.url });
  await client.signIn({ email, password: PASSWORD });

  const first = await currentPrompt(page);
  await page.locator(".turn-keys button").first().click();
  await page.locator(".turn-foot[data-outcome=skipped]").waitFor();
  // Both are kept on the device until they can be sent.
  await page.context().setOffline(true);
  await page.locator(".verdict-actions button").first().click();
  await page.locator("form.turn:not(:has(.verdict))").waitFor();
  await page.context().setOffline(false);
  expect(await currentPrompt(page)).toEqual(first);
  await fillIn(page, first, world.solve);
  expect(await send(page, first)).toBe("correct");
  await expect
    .poll(async () => {
      const { items } = await client.api.attempts.list.query({});
      return items.map(({ outcome, undone }) => [outcome, undone]);
    })
    .toEqual([
      ["correct", false],
      ["skipped", true],
    ]);

  await goOn(page);
  for (let prompt = await currentPrompt(page); prompt.kind !== "type"; prompt = await currentPrompt(page)) {
    await fillIn(page, prompt, world.solve);
    await send(page, prompt);
    await goOn(page);
    await page.locator("form.turn:not(:has(.verdict))").waitFor();
  }
  await page.locator(".answer-input").fill("something else entirely");
  await page.locator(".turn-keys [type=submit]").click();
  await page.locator(".turn-foot[data-outcome=wrong]").waitFor();
  await inspect(page, view, "wrong");
  await page.locator(".verdict-actions button").nth(1).click();
  await page.locator(".verdict-reason textarea:focus").waitFor();
  await page.keyboard.type("We say it at the lake.");
  await inspect(page, view, "disagree");
  await page.context().setOffline(true);
  await page.locator(".verdict-reason button").click();
  await page.locator(".verdict-reason").waitFor({ state: "detached" });
  await page.context().setOffline(false);
  await expect
    .poll(async () => (await client.api.disputes.mine.query({})).items)
    .toMatchObject([{ reason: "We say it at the lake.", state: "open" }]);
  await page.context().close();
});
