import { createClient } from "@fluentfusion/client";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { View } from "./support/browser.ts";
import { currentPrompt, fillIn, goOn, PASSWORD, register, send } from "./support/learner.ts";
import { finishPlacement } from "./support/placement.ts";
import { insist, makeSlow } from "./support/slow-network.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const WITHIN_MS = 60_000;
/** Answers given on the way, but for the first, which is taken back, and a wrong one: enough to see failures. */
const ANSWERS = 6;
const ARRIVAL = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const REASON = "We say it at the lake.";

const VIEWS: readonly View[] = [
  { name: "390-slow", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-slow", width: 1280, height: 800, locale: "en-GB" },
];

const nextTurn = (page: Page) => page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();

/** Passes the first exercise over, takes that back, then answers; disagrees with the first verdict of a wrong answer. */
async function answerAndDoubt(page: Page): Promise<string[]> {
  await page.locator("form.turn").waitFor();
  await page.locator(".turn-keys button").first().click();
  await page.locator(".turn-foot[data-outcome=skipped]").waitFor();
  await page.locator(".verdict-actions button").first().click();
  await nextTurn(page);
  const outcomes = ["skipped"];
  let isDoubted = false;
  while (outcomes.length <= ANSWERS || !isDoubted) {
    const prompt = await currentPrompt(page);
    if (prompt.kind === "type" && !isDoubted) {
      isDoubted = true;
      await page.locator(".answer-input").fill("something else entirely");
      outcomes.push((await send(page, prompt)) ?? "");
      await page.locator(".verdict-actions button").nth(1).click();
      await page.locator(".verdict-reason textarea").fill(REASON);
      await page.locator(".verdict-reason button").click();
      await page.locator(".verdict-reason").waitFor({ state: "detached" });
    } else {
      await fillIn(page, prompt, world.solve);
      outcomes.push((await send(page, prompt)) ?? "");
    }
    await goOn(page);
    await nextTurn(page);
  }
  return outcomes;
}

test.concurrent.each(VIEWS.map((view, seed) => ({ view, seed })))(
  "a slow network that loses one request in twenty loses nothing of a learner: $view.name",
  async ({ view, seed }) => {
    const page = await world.open(view);
    page.setDefaultTimeout(WITHIN_MS);
    const network = await makeSlow(page, seed);
    const email = await register(page);
    await page.locator("a[href='/placement']").click();
    await insist(page, "main .button-primary", ".placement-turn");
    await finishPlacement(page);
    await page.locator(".placement-result a.button").click();

    await page.locator(".next-card a.button").click();
    await page.locator(".lesson-start button").click();
    const outcomes = await answerAndDoubt(page);
    await page.locator(".sitting-bar button").click();

    await page.locator('.shell-nav a[href="/plan"]').click();
    await page.locator("input[type=date]").fill(ARRIVAL);
    await insist(page, "main form [type=submit]", "main form [aria-live=polite]:not(:empty)");
    await page.locator('.shell-nav a[href="/progress"]').click();
    await page.locator('a[href="/progress/reviews"]').click();
    await page.locator("#settings .number-input").first().fill("7");
    await insist(page, "#settings [type=submit]", "#settings [aria-live=polite]:not(:empty)");
    expect(network.failed()).toBeGreaterThan(0);

    const client = createClient({ url: world.url });
    await client.signIn({ email, password: PASSWORD });
    const { items } = await client.api.attempts.list.query({});
    expect(items.map(({ outcome }) => outcome).toReversed()).toEqual(outcomes);
    expect(items.map(({ undone }) => undone).toReversed()).toEqual(outcomes.map((_, place) => place === 0));
    expect((await client.api.disputes.mine.query({})).items).toMatchObject([{ reason: REASON }]);
    expect((await client.api.plan.get.query()).arrivalOn).toBe(ARRIVAL);
    expect(await client.api.reviews.settings.mutate({})).toMatchObject({ dailyCap: 7 });

    // What is on the device, who is signed in, all that is kept, and no more of it.
    await page.locator('.shell-nav a[href="/profile"]').click();
    await page.locator('.profile-more a[href="/flight"]').click();
    // A course of a minute is cut in the middle: what came is there, and the rest comes after it.
    await page.locator("main .page .button").click();
    await page.locator("[data-kept]:not([data-kept='0'])").waitFor();
    network.cut(true);
    await page.locator(".notice-error").waitFor();
    await page.locator(".flight-list li").nth(5).waitFor();
    network.cut(false);
    await page.locator('main a[href="/emergency"]').click();
    await page.locator(".emergency-phrase").first().waitFor();
    await page.goBack();
    await page.locator('.shell-nav a[href="/profile"]').click();
    await page.locator('main nav a[href="/profile/sign-in"]').click();
    await page.locator(".device-list li").nth(1).waitFor();
    await insist(page, ".device-list button", ".device-list li:only-child");
    await page.locator('main nav a[href="/profile/data"]').click();
    const download = page.waitForEvent("download");
    await insist(page, "main .button-secondary", "main [aria-live=polite]:not(:empty)");
    await download;
    await page.locator("main .button-danger").click();
    await page.locator("[role=alertdialog] input").first().fill(PASSWORD);
    await insist(page, "[role=alertdialog] [type=submit]", ".doors");
    await expect(createClient({ url: world.url }).signIn({ email, password: PASSWORD })).rejects.toThrow();
    await page.context().close();
  },
);

test.concurrent.each(VIEWS.map((view, seed) => ({ view, seed: seed + 30 })))(
  "on such a network a guest learns at once, and the account made later has it: $view.name",
  async ({ view, seed }) => {
    const page = await world.open(view);
    page.setDefaultTimeout(WITHIN_MS);
    await makeSlow(page, seed);
    await page.goto("/");
    await page.locator("a[href='/try']").click();
    await insist(page, "form button[type=submit]", ".next-card");
    await page.locator(".next-card a.button").first().click();
    await page.locator(".start-bar .button-primary, main .button-primary").first().click();
    await page.locator("form.turn").waitFor();
    const prompt = await currentPrompt(page);
    await fillIn(page, prompt, world.solve);
    expect(await send(page, prompt)).toBe("correct");
    await page.locator(".sitting-bar button").click();
    await page.locator('.shell-nav a[href="/profile"]').click();
    const email = `guest.${Date.now()}.${seed}@example.org`;
    const form = "form:has(input[name=email])";
    await page.locator("input[name=username]").fill(`Guest ${Date.now().toString(36)}${seed}`);
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").first().fill(PASSWORD);
    await insist(page, `${form} button[type=submit]`, `main :text("${email}")`);
    const client = createClient({ url: world.url });
    await client.signIn({ email, password: PASSWORD });
    expect((await client.api.attempts.list.query({})).items).toHaveLength(1);
    await page.context().close();
  },
);
