import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

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
