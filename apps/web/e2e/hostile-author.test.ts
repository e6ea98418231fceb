import { newId } from "@fluentfusion/client";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { View } from "./support/browser.ts";
import { register, signIn } from "./support/learner.ts";
import { somebodyWithRole } from "./support/staff.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const VIEW: View = { name: "1280-hostile", width: 1280, height: 800, locale: "en-GB" };
const LESSON = "accommodation-intermediate-2";
/** What a page would run if it took a text for its own. */
const HOSTILE = "<img src=x onerror=hit()><a href=javascript:hit()>x</a>";

/** Once the text is there: how much of it has become part of the page, and how often any of it was run. */
async function watch(page: Page): Promise<() => Promise<number>> {
  let hits = 0;
  await page.exposeFunction("hit", () => {
    hits += 1;
  });
  return async () => {
    await page.getByText("<img src=x").first().waitFor();
    return hits + (await page.locator("[onerror], img[src=x], [href^='javascript:']").count());
  };
}

test("a script that somebody has got into a page is not run", async () => {
  const page = await world.open(VIEW);
  await page.goto("/");
  await page.locator("main").first().waitFor();
  expect(await page.evaluate(() => window.refused)).toEqual([]);
  await page.evaluate(() => {
    const inline = document.createElement("script");
    inline.text = "document.title = 'theirs'";
    const foreign = Object.assign(document.createElement("script"), { src: "https://prizes.example/a.js" });
    const picture = document.createElement("div");
    picture.innerHTML = `<img src="/icons/icon.svg" onload="document.title = 'theirs'">`;
    const base = Object.assign(document.createElement("base"), { href: "https://prizes.example/" });
    document.head.append(inline, foreign, base);
    document.body.append(picture);
  });
  await expect
    .poll(async () =>
      (await page.evaluate(() => window.refused ?? [])).map((one) => one.split(" ", 1)[0]).toSorted(),
    )
    .toEqual(["base-uri", "script-src-attr", "script-src-elem", "script-src-elem"]);
  expect(await page.title()).not.toBe("theirs");
  await page.context().close();
});

test("what an author writes is text, on the author's own pages and on a learner's", async () => {
  const { email, client } = await somebodyWithRole(world, "author");
  const author = await world.open(VIEW);
  await signIn(author, email);
  const taken = await watch(author);
  await author.evaluate((to) => history.pushState(null, "", to), `/authoring/lessons/${LESSON}`);
  await author.locator("[data-revisions] p, [data-revisions] li").first().waitFor();
  await author.locator("main .button-primary").first().click();
  const text = author.locator("textarea");
  await text.waitFor();
  await author.locator("[data-problems='0']").waitFor();
  const hostile = (await text.inputValue()).replaceAll(/english: .*/g, `english: "${HOSTILE}"`);
  await text.fill(hostile);
  await author.locator("[data-problems='0']").waitFor();
  for (const tab of [1, 2]) {
    await author.getByRole("tab").nth(tab).click();
    expect(await taken()).toBe(0);
  }
  await author.context().close();

  const { author: desk } = client.api;
  const draft = await desk.import.mutate({ id: newId(), name: LESSON, text: hostile });
  await desk.publish.mutate({ draftId: draft.id, version: draft.version });
  const learner = await world.open(VIEW);
  await register(learner);
  const takenHere = await watch(learner);
  const { items } = await client.api.lessons.list.query({ limit: 100 });
  const lesson = items.find(({ title }) => title === HOSTILE);
  await learner.goto(`/lessons/${lesson?.id}`);
  expect(await takenHere()).toBe(0);
  await learner.context().close();
  await desk.rollback.mutate({ name: LESSON, revision: 0 });
});
