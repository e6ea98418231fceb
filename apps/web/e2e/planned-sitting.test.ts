import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inspect, type View } from "./support/browser.ts";
import {
  currentPrompt,
  fillIn,
  goOn,
  register,
  send,
  startNextLesson,
  storedSittings,
} from "./support/learner.ts";
import { useWorld } from "./support/world.ts";

const VIEWS: readonly (View & { anotherTime: string; comesBack: string })[] = [
  {
    name: "390-planned",
    width: 390,
    height: 844,
    locale: "en-GB",
    anotherTime: "You will meet it again another time.",
    comesBack: "It comes back later in this sitting.",
  },
  {
    name: "1280-planned",
    width: 1280,
    height: 800,
    locale: "fr-FR",
    anotherTime: "Vous le reverrez une autre fois.",
    comesBack: "Il reviendra plus tard dans cette séance.",
  },
];

const world = useWorld();

async function answerRightly(page: Page): Promise<void> {
  const prompt = await currentPrompt(page);
  await fillIn(page, prompt, world.solve);
  await send(page, prompt);
  await goOn(page);
  await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
}

test.each(VIEWS)(
  "a sitting for some minutes says of what went wrong whether it comes back, and keeps to it ($name)",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await startNextLesson(page);
    while (!page.url().endsWith("/summary")) await answerRightly(page);
    await page.goto("/progress/reviews");
    await page.locator("input[type=radio][value='20']").check();
    await page.locator(".reviews-now .button").click();
    await page.locator("form.turn").waitFor();
    // The lesson's may be there too: its summary forgets it, if it is not left at once.
    const sittings = await storedSittings(page);
    const sitting = sittings.find((stored) => page.url().includes(stored.sitting.id));
    const onceIds = sitting?.onceIds ?? [];
    // Which they are is drawn; where a course is new this draw may leave none that comes back, and another language will do.
    expect(onceIds.length).toBeGreaterThan(3);
    expect(onceIds.length).toBeLessThan(sitting?.exercises.length ?? 0);
    const asked = new Map<string, number>();
    while (!page.url().endsWith("/summary")) {
      const id = (await page.locator("form.turn").getAttribute("data-exercise")) ?? "";
      const before = asked.get(id) ?? 0;
      asked.set(id, before + 1);
      if (before > 0) {
        await answerRightly(page);
        continue;
      }
      await page.locator(".turn-keys .button-secondary, .turn-body .button-primary").first().click();
      // Who says how well they knew something has no "I don't know".
      const didNot = page.locator(".self-check-keys .button-secondary");
      if ((await didNot.count()) > 0) await didNot.first().click();
      await page.locator(".turn-foot[data-outcome]").waitFor();
      const words = await page.locator(".verdict-words").innerText();
      expect(words).toContain(onceIds.includes(id) ? view.anotherTime : view.comesBack);
      if (asked.size === 1) await inspect(page, view, "not-again");
      await goOn(page);
      await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
    }
    for (const [id, times] of asked) expect([id, times]).toEqual([id, onceIds.includes(id) ? 1 : 2]);
    expect(asked.size).toBe(sitting?.exercises.length);
    await inspect(page, view, "summary");
    await page.context().close();
  },
);
