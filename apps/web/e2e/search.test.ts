import { expect, test } from "vitest";
import { inspect, type View } from "./support/browser.ts";
import { register } from "./support/learner.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const VIEWS: readonly View[] = [
  { name: "390-search", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-search", width: 1280, height: 800, locale: "en-GB" },
];

test.each(VIEWS)(
  "a lesson is found by a word in it, asked for once, and every outcome is told: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.goto("/lessons");
    await page.locator(".lesson-grid").waitFor();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("lessons.search")) asked.push(request.url());
    });

    const field = page.locator("input[type=search]");
    await field.pressSequentially("water", { delay: 20 });
    await page.locator("[data-found=water] .lesson-row").first().waitFor();
    expect(asked.length).toBeLessThanOrEqual(2);
    await inspect(page, view, "found");
    await page.reload();
    await page.locator("[data-found=water] .lesson-row").first().waitFor();

    await field.fill("zzzz");
    await page.locator("[data-found=zzzz] .notice-empty").waitFor();
    await inspect(page, view, "none");

    await page.route("**/trpc/lessons.search**", (route) => route.abort());
    await field.fill("bread");
    await page.locator("[data-found=bread] .notice-error button").waitFor({ timeout: 30_000 });
    await page.unroute("**/trpc/lessons.search**");
    await page.locator("[data-found=bread] .notice-error button").click();
    await page.locator("[data-found=bread] .notice-error").waitFor({ state: "detached" });

    await page.context().setOffline(true);
    await field.fill("money");
    await page.locator("[data-found=money] .notice").waitFor();
    await page.context().setOffline(false);
    await page.locator("[data-found=money] .notice").waitFor({ state: "detached" });

    await field.fill("");
    await page.locator(".filters").waitFor();
    await page.context().close();
  },
);
