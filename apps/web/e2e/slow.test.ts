import { expect, test } from "vitest";
import type { View } from "./support/browser.ts";
import { currentPrompt, fillIn, goOn, PASSWORD, register, send } from "./support/learner.ts";
import { makeSlow } from "./support/slow-network.ts";
import { useWorld } from "./support/world.ts";
import { createClient } from "@fluentfusion/client";

const world = useWorld();

const WITHIN_MS = 60_000;
/** Answers given on the way: the whole lesson on one, enough to see failures on both. */
const ANSWERS = 6;
const ARRIVAL = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);

const VIEWS: readonly View[] = [
  { name: "390-slow", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-slow", width: 1280, height: 800, locale: "en-GB" },
];

test.concurrent.each(VIEWS.map((view, seed) => ({ view, seed })))(
  "a slow network that loses one request in twenty loses no answer: $view.name",
  async ({ view, seed }) => {
    const page = await world.open(view);
    page.setDefaultTimeout(WITHIN_MS);
    const failed = await makeSlow(page, seed);
    const email = await register(page);
    await page.locator(".next-card a.button").click();
    await page.locator(".lesson-start button").click();
    await page.locator("form.turn").waitFor();
    for (let turn = 0; turn < ANSWERS; turn += 1) {
      const prompt = await currentPrompt(page);
      await fillIn(page, prompt, world.solve);
      expect(await send(page, prompt)).toBe("correct");
      await goOn(page);
      await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
    }
    await page.locator(".sitting-bar button").click();
    await page.locator('.shell-nav a[href="/plan"]').click();
    await page.locator("input[type=date]").fill(ARRIVAL);
    // What is lost on the way is told, and asked for again by whoever wants it.
    const save = page.locator("main form [type=submit]");
    await save.click();
    for (;;) {
      await page
        .locator("main form .notice-error, main form [aria-live=polite]:not(:empty)")
        .first()
        .waitFor();
      if ((await page.locator("main form .notice-error").count()) === 0) break;
      await save.click();
    }
    expect(failed()).toBeGreaterThan(0);
    const client = createClient({ url: world.url });
    await client.signIn({ email, password: PASSWORD });
    const { items } = await client.api.attempts.list.query({});
    expect(items.map(({ outcome }) => outcome)).toEqual(Array.from({ length: ANSWERS }, () => "correct"));
    expect((await client.api.plan.get.query()).arrivalOn).toBe(ARRIVAL);
    await page.context().close();
  },
);
