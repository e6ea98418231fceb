import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inspect, inspectInBoth, type View } from "./support/browser.ts";
import { somebodyWithHistory } from "./support/history.ts";
import { PASSWORD, signIn } from "./support/learner.ts";
import { failsOffline } from "./support/offline.ts";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const WALKS = [
  { view: { name: "390-pages", width: 390, height: 844, locale: "en-GB" }, native: "english" },
  { view: { name: "1280-pages", width: 1280, height: 800, locale: "fr-FR" }, native: "french" },
] as const satisfies readonly { view: View; native: "english" | "french" }[];

/** Every page behind the sign-in, with what shows that it is whole. */
const pagesOf = (laterLesson: string) =>
  [
    ["home", "/", ".next-card"],
    ["lessons", "/lessons", ".lesson-grid"],
    ["lesson", `/lessons/${laterLesson}`, ".entries"],
    ["why", `/lessons/${laterLesson}/why`, ".chart svg[role=img]"],
    ["plan", "/plan", ".chart svg[role=img]"],
    ["progress", "/progress", ".history-entry"],
    ["days", "/progress/days", ".chart svg[role=img]"],
    ["reviews", "/progress/reviews", ".chart svg[role=img]"],
    ["badges", "/progress/badges", ".badges .tag-ochre"],
    ["disputes", "/disputes", ".dispute"],
    ["placement", "/placement", "main .button-primary"],
    ["flight", "/flight", ".notice-empty"],
    ["profile", "/profile", ".profile-more"],
    ["sign-in-settings", "/profile/sign-in", ".device-list li"],
    ["tokens", "/profile/tokens", "main .card p.soft"],
    ["data", "/profile/data", ".button-danger"],
    ["emergency", "/emergency", ".emergency-phrase"],
    ["terms", "/terms", ".bullets"],
    ["missing", "/nowhere", "main .button-primary"],
  ] as const;

/** Goes to a place as a link on the page would, so that what is loaded stays. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
}

test.each(WALKS)(
  "every page is whole, light and dark, offline and in failure: $view.name",
  async ({ view, native }) => {
    const { email, laterLesson } = await somebodyWithHistory(world, native);
    const page = await world.open(view);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await signIn(page, email);
    const pages = pagesOf(laterLesson);
    for (const [name, path, whole] of pages) {
      await visit(page, path);
      await page.locator(whole).first().waitFor();
      await inspectInBoth(page, view, name);
    }
    // What was seen before stays to be read without a connection; the page says that it is offline.
    await page.context().setOffline(true);
    for (const [name, path, whole] of pages) {
      await visit(page, path);
      await page.locator(whole).first().waitFor();
      if (name !== "missing" && name !== "home") continue;
      await page.locator(".offline-banner").waitFor();
      await inspect(page, view, `${name}-offline`);
    }
    await page.context().setOffline(false);
    await visit(page, "/profile/sign-in");
    await page.locator(".device-list li").nth(1).waitFor();
    await failsOffline(page, ".device-list button");
    await visit(page, "/profile/data");
    await failsOffline(page, "main .button-secondary");
    await page.locator(".button-danger").click();
    await page.locator("[role=alertdialog] input").first().fill(PASSWORD);
    await failsOffline(page, "[role=alertdialog] [type=submit]");
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test.concurrent.for(widths("failing"))(
  "a page that cannot be filled says so and offers another try: $name",
  async (view, { expect }) => {
    const { email, laterLesson } = await somebodyWithHistory(world, "english");
    const page = await world.open(view);
    await signIn(page, email);
    await page.waitForTimeout(2_500);
    await page.route("**/trpc/**", (route) =>
      route.request().url().includes("/events") ? route.continue() : route.abort(),
    );
    for (const [name, path] of pagesOf(laterLesson)) {
      // These show what the device has, ask for nothing, or were already filled at home.
      if (["home", "placement", "flight", "profile", "data", "terms", "missing", "plan"].includes(name))
        continue;
      await visit(page, path);
      await page.locator(".notice-error button").first().waitFor({ timeout: 30_000 });
      await inspect(page, view, name);
    }
    await page.unroute("**/trpc/**");
    // It may have been tried again by itself meanwhile.
    await page.locator(".notice-error button, .emergency-phrase").first().click();
    await page.locator(".emergency-phrase").first().waitFor();
    expect(await page.locator(".notice-error").count()).toBe(0);
    await page.context().close();
  },
);

test.each(widths("data"))(
  "data is taken along as one file, and an account deleted for good: $name",
  async (view) => {
    const { email, client } = await somebodyWithHistory(world, "english");
    const page = await world.open(view);
    await signIn(page, email);
    await visit(page, "/profile/data");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("main .button-secondary").click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const tables = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown[]>;
    expect(JSON.stringify(tables)).toContain(email);
    expect(tables["attempts"]?.length).toBeGreaterThan(5);

    await page.locator(".button-danger").click();
    await page.locator("[role=alertdialog]").waitFor();
    await inspectInBoth(page, view, "delete");
    await page.locator("[role=alertdialog] input").first().fill("not the one");
    await page.locator("[role=alertdialog] [type=submit]").click();
    await page.locator("[role=alertdialog] .notice-error").waitFor();
    await page.locator("[role=alertdialog] input").first().fill(PASSWORD);
    await page.locator("[role=alertdialog] [type=submit]").click();
    await page.locator(".doors").waitFor();
    await expect(client.signIn({ email, password: PASSWORD })).rejects.toThrow();
    await page.context().close();
  },
);
