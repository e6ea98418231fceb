import type { ExerciseKey, ExercisePrompt } from "@fluentfusion/core";
import type { Page } from "playwright-core";
import { tokenPlaces } from "./learner.ts";

const TABS_MAX = 60;

/** Presses Tab until the focus is on what the selector names. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    const isThere = await page.evaluate((text) => document.activeElement?.matches(text) ?? false, selector);
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by Tab to ${selector}`);
}

async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Space");
}

/** Answers an exercise rightly and sends it, with keys only. */
export async function fillInByKeyboard(page: Page, prompt: ExercisePrompt, key: ExerciseKey): Promise<void> {
  switch (key.kind) {
    case "choice":
    case "dialogue": {
      if (!("options" in prompt)) throw new Error("no options");
      const place = prompt.options.findIndex((option) => option.id === key.optionId);
      await press(page, ".option input");
      for (let step = 0; step < place; step += 1) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      return;
    }
    case "type":
    case "cloze":
    case "listen":
      await tabTo(page, ".answer-input");
      await page.keyboard.type(key.accepted[0] ?? "");
      await page.keyboard.press("Enter");
      return;
    case "order":
      for (const place of tokenPlaces(prompt, key.accepted)) {
        await press(page, `.order-bank .token:nth-of-type(${place + 1})`);
      }
      break;
    case "match": {
      if (prompt.kind !== "match") throw new Error("not a match");
      for (const [left, right] of key.pairs) {
        const from = prompt.left.findIndex((option) => option.id === left) + 1;
        const to = prompt.right.findIndex((option) => option.id === right) + 1;
        await press(page, `.match-column:first-child .match-key:nth-of-type(${from})`);
        await press(page, `.match-column:last-child .match-key:nth-of-type(${to})`);
      }
      break;
    }
    case "self_check":
      await press(page, ".turn-body .button-primary");
      await press(page, ".self-check-keys .button-primary");
      return;
  }
  await press(page, ".turn-keys [type=submit]");
}
