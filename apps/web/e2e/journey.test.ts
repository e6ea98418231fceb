import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAnswerKey, type Solve } from "./support/answer-key.ts";
import { inspect, openBrowser, openPage, type View } from "./support/browser.ts";
import { currentPrompt, fillIn, goOn, register, send } from "./support/learner.ts";
import { type Stack, startStack } from "./support/stack.ts";

let stack: Stack;
let browser: Browser;
let solve: Solve;

beforeAll(async () => {
  [stack, browser, solve] = await Promise.all([startStack(), openBrowser(), readAnswerKey()]);
});

afterAll(async () => {
  await browser.close();
  await stack.close();
});

interface Walk extends View {
  readonly target: string;
  readonly native: string;
}

const WALKS: Walk[] = [
  { name: "390-en", width: 390, height: 844, locale: "en-GB", target: "kinyarwanda", native: "english" },
  { name: "1280-fr", width: 1280, height: 800, locale: "fr-FR", target: "kinyarwanda", native: "french" },
  {
    name: "390-rw-dark",
    width: 390,
    height: 844,
    locale: "rw-RW",
    dark: true,
    target: "french",
    native: "kinyarwanda",
  },
  {
    name: "1280-en-dark",
    width: 1280,
    height: 800,
    locale: "en-US",
    dark: true,
    target: "french",
    native: "english",
  },
];

/** Solves a whole sitting, after one wrong and one skipped answer; keeps a picture of each kind of exercise. */
async function finishSitting(page: Page, walk: Walk) {
  const seen = new Set<string>();
  const outcomes: (string | null)[] = [];
  let slips = 0;
  while (!page.url().endsWith("/summary")) {
    const prompt = await currentPrompt(page);
    const isNew = !seen.has(prompt.kind);
    seen.add(prompt.kind);
    if (slips === 0 && prompt.kind === "type") {
      slips += 1;
      await page.locator(".answer-input").fill("zzz");
      outcomes.push(await send(page, prompt));
      await inspect(page, walk, "verdict-wrong");
    } else if (slips === 1) {
      slips += 1;
      await page.locator(".turn-keys .button-secondary").click();
      await page.locator("[data-outcome=skipped]").waitFor();
      await inspect(page, walk, "verdict-skipped");
    } else {
      if (isNew && walk.dark) await inspect(page, walk, `exercise-${prompt.kind}`);
      await fillIn(page, prompt, solve);
      outcomes.push(await send(page, prompt));
      if (isNew && walk.dark) await inspect(page, walk, `verdict-${prompt.kind}`);
    }
    await goOn(page);
    await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
  }
  return { kinds: seen, outcomes };
}

for (const walk of WALKS) {
  test(`a newcomer registers, learns a phrase and gets the next lesson (${walk.name})`, async () => {
    const page = await openPage(browser, stack.url, walk);
    await page.goto("/");
    await inspect(page, walk, "welcome");
    expect(await page.getAttribute("html", "lang")).toBe(walk.locale.slice(0, 2));
    await page.goto("/sign-in");
    await inspect(page, walk, "sign-in");
    await page.goto("/register");
    await page.locator("form button[type=submit]").click();
    await page.locator("[aria-invalid]").first().waitFor();
    await inspect(page, walk, "register-errors");

    await register(page, walk.target, walk.native);
    await page.locator(".streak").waitFor();
    await inspect(page, walk, "home-new");
    const first = await page.locator(".next-card h3").innerText();

    await page.goto("/progress");
    await page.locator(".badges").waitFor();
    await inspect(page, walk, "progress-empty");
    await page.goto("/");

    await page.locator(".next-card a.button").click();
    await page.locator(".entries").first().waitFor();
    await inspect(page, walk, "lesson");
    await page.locator(".lesson-start button").click();
    await page.locator("form.turn").waitFor();
    const { kinds, outcomes } = await finishSitting(page, walk);
    expect(outcomes.filter((outcome) => outcome !== "correct")).toEqual(["wrong"]);
    expect(kinds.size).toBeGreaterThan(2);

    await page.locator(".figures").waitFor();
    await page.locator(".new-badge svg").first().waitFor();
    await page.locator(".next-card").waitFor();
    await inspect(page, walk, "summary");
    expect(await page.locator(".next-card h3").innerText()).not.toBe(first);

    await page.goto("/progress");
    await page.locator(".xp-chart").waitFor();
    await page.locator(".badges .tag-ochre").first().waitFor();
    await inspect(page, walk, "progress");
    await page.goto("/lessons");
    await page.locator(".lesson-grid").waitFor();
    await inspect(page, walk, "lessons");
    await page.goto("/profile");
    await page.locator("select").waitFor();
    await inspect(page, walk, "profile");
    await page.goto("/");
    await page.locator(".streak").waitFor();
    await inspect(page, walk, "home");
    await page.goto("/profile");
    await page.locator("#main .page > div:last-child button").click();
    await page.locator(".doors").waitFor();
    await page.context().close();
  });
}
