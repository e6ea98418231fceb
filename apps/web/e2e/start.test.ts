import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import { register } from "./support/learner.ts";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

/** How long the app waits for the script of its first page (src/main.tsx). */
const PAGE_AWAITED_MS = 300;

test.each(widths("start"))(
  "while the app is on its way its bar stands already, in the colours that were chosen: $name",
  async (view) => {
    const page = await world.open(view);
    await page.addInitScript(() => localStorage.setItem("ff.theme", "dark"));
    const script = new EventEmitter();
    const held = once(script, "let go");
    await page.route(/assets\/app-.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/", { waitUntil: "commit" });
    const bar = page.getByText("FluentFusion", { exact: true });
    await bar.waitFor();
    const early = await bar.boundingBox();
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await page.locator("h1").count()).toBe(0);
    script.emit("let go");
    await page.locator("h1").waitFor();
    // The app's own stands where it stood, and in the same colours.
    expect(await bar.count()).toBe(1);
    expect(await bar.boundingBox()).toEqual(early);
    expect((await page.locator("h1").boundingBox())?.x).toBe(early?.x);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper);
    expect(paper).toBe("rgb(21, 17, 13)");
    await page.context().close();
  },
);

test.each(widths("start"))(
  "a script that is lost twice is asked for again, also by a browser that refuses to store anything: $name",
  async (view) => {
    const page = await world.open(view);
    await page.addInitScript(() => {
      for (const store of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, store, {
          get() {
            throw new DOMException("refused", "SecurityError");
          },
        });
      }
    });
    let lost = 0;
    await page.route(/assets\/app-.*\.js/, async (route) => {
      lost += 1;
      await (lost <= 2 ? route.abort() : route.continue());
    });
    await page.goto("/");
    await page.locator("h1").waitFor();
    expect(lost).toBeGreaterThan(2);
    expect(await page.evaluate(() => history.state as unknown)).toBeNull();
    await page.context().close();
  },
);

test.each(widths("start"))("a style sheet that is lost twice is asked for again: $name", async (view) => {
  const page = await world.open(view);
  let lost = 0;
  await page.route(/assets\/style-.*\.css/, async (route) => {
    lost += 1;
    await (lost <= 2 ? route.abort() : route.continue());
  });
  await page.goto("/");
  await page.locator("h1").waitFor();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(paper, { timeout: 10_000 }).toBe("rgb(251, 247, 240)");
  expect(lost).toBe(3);
  await page.context().close();
});

test.each(widths("start"))(
  "whom the device knows sees their page once its script is there, not when the wait for that ends: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.addInitScript((waitMs) => {
      const later = window.setTimeout;
      const endless = (run: TimerHandler, ms?: number) => (ms === waitMs ? 0 : later(run, ms));
      Object.assign(window, { setTimeout: endless });
    }, PAGE_AWAITED_MS);
    await page.goto("/plan");
    await page.locator("main form").waitFor();
    expect(await page.locator("h1").innerText()).toBe("Your arrival plan");
    await page.context().close();
  },
);

test.each(widths("start"))(
  "the words of the reader's language are asked for beside the app, and so is nothing else: $name",
  async ({ name, ...view }) => {
    const page = await world.open({ ...view, name, locale: "fr-FR" });
    // What the page asks for while its style sheet and the app are still on their way.
    const early: string[] = [];
    await page.route(/\/assets\//, async (route) => {
      const file = new URL(route.request().url()).pathname.replace(/.*\/(\w+)-.*/, "$1");
      early.push(file);
      if (file !== "app" && file !== "style") await route.continue();
    });
    await page.goto("/plan", { waitUntil: "commit" });
    await expect.poll(() => early.toSorted()).toEqual(["app", "fr", "style"]);
    await page.context().close();
  },
);
