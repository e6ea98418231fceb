import { expect, test } from "vitest";
import { inspectInBoth, type View } from "./support/browser.ts";
import { somebodyWithHistory } from "./support/history.ts";
import { currentPrompt, fillIn, goOn, register, send, signIn } from "./support/learner.ts";
import { failsOffline } from "./support/offline.ts";
import { finishPlacement } from "./support/placement.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const VIEWS: readonly View[] = [
  { name: "390-paths", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-paths", width: 1280, height: 800, locale: "en-GB" },
];

test.each(VIEWS)(
  "a newcomer finds their level, contests it, and goes on after a reload: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.locator("a[href='/placement']").click();
    await page.locator("main .button-primary").click();
    await page.locator(".placement-turn").waitFor();
    await inspectInBoth(page, view, "placement-question");
    const asked = await page.locator(".placement-turn").getAttribute("data-exercise");
    await page.reload();
    expect(await page.locator(".placement-turn").getAttribute("data-exercise")).toBe(asked);
    await failsOffline(page, ".placement-turn .turn-keys .button-secondary");
    expect(await page.locator(".placement-turn").getAttribute("data-exercise")).toBe(asked);
    await finishPlacement(page);
    expect(await page.locator(".placement-result").getAttribute("data-level")).toBe("beginner");
    await inspectInBoth(page, view, "placement-result");
    await page.locator("input[value=intermediate]").check({ force: true });
    await page.locator(".card .button-secondary").click();
    await page.locator(".placement-turn").waitFor();
    await finishPlacement(page);
    // A result is contested once.
    await page.locator(".placement-result").waitFor();
    expect(await page.locator("input[value=intermediate]").count()).toBe(0);
    await page.locator(".placement-result a.button").click();
    await page.locator(".next-card").waitFor();
    await page.context().close();
  },
);

test.each(VIEWS)(
  "a traveller plans the day of arrival and sees how ready they will be: $name",
  async (view) => {
    const { email } = await somebodyWithHistory(world, "english");
    const page = await world.open(view);
    await signIn(page, email);
    await page.locator(".shell-nav a[href='/plan']").click();
    await page.locator(".plan-outlook li").first().waitFor();
    const statuses = await page.locator("[data-status]").count();
    expect(statuses).toBe(6);
    // The same figures, to be read.
    await page.locator(".tabs-tab").nth(1).click();
    expect(await page.locator(".data-table tbody tr").count()).toBe(6);
    await page.locator(".number-key").last().click();
    await page.locator("input[name=emergency]").check({ force: true });
    await failsOffline(page, "form [type=submit]");
    await page.locator("form [type=submit]").click();
    await page.getByText("Saved.").waitFor();
    await page.locator("form .button-quiet").click();
    await page.locator(".notice-empty").waitFor();
    await inspectInBoth(page, view, "plan-empty");
    await page.context().close();
  },
);

test.each(VIEWS)("a learner caps and rests reviews, then practises for pleasure: $name", async (view) => {
  const { email, client } = await somebodyWithHistory(world, "english");
  const page = await world.open(view);
  await signIn(page, email);
  await page.goto("/progress/reviews");
  await page.locator(".number-input").first().fill("7");
  await page.locator("input[type=date]").fill("2031-01-15");
  await failsOffline(page, "#settings [type=submit]");
  await page.locator("#settings [type=submit]").click();
  await page.locator("#settings .tag-ochre").waitFor();
  expect(await client.api.reviews.settings.mutate({})).toMatchObject({
    dailyCap: 7,
    pausedUntil: "2031-01-15",
  });
  await page.locator("#settings .button-quiet").click();
  await page.locator("#settings .tag-ochre").waitFor({ state: "detached" });

  await page.goto("/progress");
  await page.locator(".history-entry").first().click();
  const before = (await client.api.progress.summary.query()).xp;
  await page.locator(".lesson-start button").click();
  await page.locator("form.turn").waitFor();
  const prompt = await currentPrompt(page);
  await fillIn(page, prompt, world.solve);
  expect(await send(page, prompt)).toBe("correct");
  await goOn(page);
  expect((await client.api.progress.summary.query()).xp).toBe(before);
  await page.context().close();
});

const WISHES: readonly View[] = [
  { name: "390-wish", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-wish", width: 1280, height: 800, locale: "en-GB" },
];

test.each(WISHES)(
  "a lesson that is not wanted goes off the list, one that is goes first: $name",
  async (view) => {
    const { email } = await somebodyWithHistory(world, "english");
    const page = await world.open(view);
    await signIn(page, email);
    const first = await page.locator(".next-card h3").innerText();
    await page.locator(".why summary").click();
    await page.locator(".why a").click();
    await page.getByRole("button", { name: "Not for me" }).click();
    await page.locator("[data-block=DISMISSED]").waitFor();
    await page.locator(".shell-nav a").first().click();
    await page.locator(".next-card h3").filter({ hasNotText: first }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Put it back" }).click();
    await page.locator("[data-block]:not([data-block=DISMISSED])").waitFor();
    expect(await page.locator("main h2").first().innerText()).toBe(first);

    // Another one is put first instead.
    await page.locator(".shell-nav a").first().click();
    await page.locator(".home-others a").last().click();
    const wanted = await page.locator(".lesson-hero h1").innerText();
    await page.locator(".lesson-start a[href$='/why']").click();
    await page.getByRole("button", { name: "Put it first" }).click();
    await page.locator("[data-block=FIRST]").waitFor();
    await page.locator(".shell-nav a").first().click();
    await page.locator(".next-card h3").filter({ hasText: wanted }).waitFor();
    await page.context().close();
  },
);
