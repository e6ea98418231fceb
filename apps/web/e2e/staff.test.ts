import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inspect, inspectInBoth, type View } from "./support/browser.ts";
import { somebodyWithHistory } from "./support/history.ts";
import { fillInRegistration, signIn } from "./support/learner.ts";
import { failsOffline } from "./support/offline.ts";
import { somebodyWithRole } from "./support/staff.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const VIEWS: readonly View[] = [
  { name: "390-staff", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-staff", width: 1280, height: 800, locale: "fr-FR" },
];

async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
}

/** What was seen stays to be read without a connection, and what cannot be done there says so. */
async function staysOffline(page: Page, path: string, whole: string, key: string): Promise<void> {
  await page.context().setOffline(true);
  await visit(page, "/nowhere");
  await page.locator("main .button-primary").waitFor();
  await visit(page, path);
  await page.locator(whole).first().waitFor();
  await failsOffline(page, key);
}

const LESSON = "accommodation-intermediate-1";
/** Whoever has a history has done it. */
const ANSWERED = "accommodation-beginner-1";

test.each(VIEWS)("an author writes, checks, publishes and takes back: $name", async (view) => {
  const { email } = await somebodyWithRole(world, "author");
  await somebodyWithHistory(world, "english");
  const page = await world.open(view);
  await signIn(page, email);
  await visit(page, "/authoring");
  await page.locator("input[type=search]").fill(LESSON);
  await page.locator("tbody tr").first().waitFor();
  await inspect(page, view, "course");
  await visit(page, `/authoring/lessons/${ANSWERED}`);
  await page.locator("td[data-number]").first().waitFor();
  await inspect(page, view, "statistics");
  await page.goBack();
  await page.locator("input[type=search]").fill(LESSON);
  await page.locator(`a[href="/authoring/lessons/${LESSON}"]`).click();
  await page.locator("[data-revisions] p, [data-revisions] li").first().waitFor();
  await inspect(page, view, "lesson");
  await page.locator("main .button-primary").first().click();
  const text = page.locator("textarea");
  await text.waitFor();
  await page.locator("[data-problems='0']").waitFor();
  const before = await text.inputValue();
  await text.fill(before.replace(/item: \w+-\d+/, "item: gre-999"));
  await page.locator(".staff-problem").first().waitFor();
  await inspectInBoth(page, view, "problems");
  await text.fill(before.replace(/english: .*/, `english: "Title of ${view.width}"`));
  await page.locator("[data-problems='0']").waitFor();
  await page.getByRole("tab").nth(1).click();
  await page.locator("[data-preview] .entry").first().waitFor();
  await inspect(page, view, "preview");
  await page.getByRole("tab").nth(2).click();
  await page.locator("[data-diff] .staff-change").getByText(`Title of ${view.width}`).first().waitFor();
  await inspect(page, view, "diff");
  await page.locator("main .staff-keys .button-primary").first().click();
  await page.locator("main .staff-keys .button-secondary").first().click();
  await page.locator("[role=alertdialog]").waitFor();
  await inspect(page, view, "publish");
  await page.locator("[role=alertdialog] .button-primary").click();
  await page.locator("main output").waitFor();
  await visit(page, `/authoring/lessons/${LESSON}`);
  await page.locator("[data-revisions] .button").last().click();
  await page.locator("[role=alertdialog] .button-primary").click();
  await page.locator("[role=alertdialog]").waitFor({ state: "detached" });
  await inspect(page, view, "revisions");
  await visit(page, "/authoring/disputes");
  await page.locator("article").first().waitFor();
  await inspect(page, view, "desk");
  await page.locator("article .button-secondary").first().click();
  await page.locator(".section .tag-clay, .notice-error").first().waitFor();
  // Decided, and the list is fetched anew: what is fetched later would take the card away with what it says.
  await page.locator("article [aria-busy]").first().waitFor({ state: "detached" });
  expect(await page.locator(".notice-error").allTextContents()).toStrictEqual([]);
  expect(await page.locator(".section .tag-clay").count()).toBeGreaterThan(0);
  await staysOffline(page, "/authoring/disputes", "article", "article .button-secondary");
  await page.context().close();
});

test.each(VIEWS)("a manager invites by link and reads how a team stands: $name", async (view) => {
  const { email } = await somebodyWithRole(world, "manager");
  const page = await world.open(view);
  await signIn(page, email);
  await visit(page, "/teams");
  await page.locator("input[name=team]").fill("Hotel at the lake");
  await inspect(page, view, "no-team");
  await page.locator("form [type=submit]").click();
  await page.locator(".staff-row a").click();
  await page.locator(".notice-empty").waitFor();
  await page.getByRole("tab").nth(1).click();
  await page.locator("input[name=post]").fill("Reception");
  await page.locator("form [type=submit]").click();
  const link = (await page.locator("[data-secret]").textContent()) ?? "";
  await inspect(page, view, "members");
  await page.getByRole("tab").nth(2).click();
  await page.locator("form [type=submit]").click();
  await page.locator(".columns .card.staff-row").waitFor();
  await inspect(page, view, "assign");

  // Whoever has no account yet makes one on the way, and the invitation waits for them.
  const other = await world.open(view);
  await other.goto(link);
  await other.locator("a[href='/register']").waitFor();
  await inspect(other, view, "invited");
  await other.locator("a[href='/register']").click();
  await fillInRegistration(other);
  await other.locator(".bullets").first().waitFor();
  await inspect(other, view, "join");
  await other.locator("main .button-primary").click();
  await other.locator(".progress-bar").first().waitFor();
  await inspect(other, view, "member");
  await other.context().close();
  for (let person = 0; person < 4; person += 1) {
    const { client } = await somebodyWithRole(world, "learner");
    await client.api.teams.join.mutate({ token: link.split("#")[1] ?? "", consentVersion: 1 });
  }
  await page.reload();
  await page.locator(".chart svg[role=img]").first().waitFor();
  await inspectInBoth(page, view, "report");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".section > .staff-keys .button").click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString("utf8")).toMatch(
    /^language,post,people.*\r\nkinyarwanda,Reception,5,/,
  );
  const team = new URL(page.url()).pathname;
  await staysOffline(page, team, ".chart svg[role=img]", ".section > .staff-keys .button");
  await page.context().close();
});

test.each(VIEWS)("an operator gives a role and sees what runs: $name", async (view) => {
  const { email } = await somebodyWithRole(world, "admin");
  const learner = await somebodyWithRole(world, "learner");
  const page = await world.open(view);
  await signIn(page, email);
  await visit(page, "/operator");
  await page.locator("input[type=search]").fill(learner.email);
  await page.locator("tbody tr").nth(1).waitFor({ state: "detached" });
  await page.locator(".staff-select").selectOption("author");
  await inspectInBoth(page, view, "people");
  await page.locator("a[href^='/operator/learners/']").click();
  await page.locator("form [type=submit]").click();
  await page.locator(".figures").waitFor();
  await inspectInBoth(page, view, "look");
  await visit(page, "/operator/engine");
  await page.locator("tbody tr").first().waitFor();
  await page.locator(".section > .staff-keys .button").click();
  await page.locator("[data-job]").first().waitFor();
  // Its step and what came of it are words, not the server's codes.
  expect(await page.locator("[data-job] .soft").allInnerTexts()).not.toContainEqual(
    expect.stringContaining("_"),
  );
  await inspectInBoth(page, view, "engine");
  await visit(page, "/operator/audit");
  const isFrench = view.locale === "fr-FR";
  await page
    .getByText(isFrench ? "A donné un rôle" : "Gave a role")
    .first()
    .waitFor();
  await page
    .getByText(isFrench ? "A consulté le dossier" : "Looked at a learner")
    .first()
    .waitFor();
  // Deeds and their details are words, not the server's codes.
  expect(await page.locator("main tbody").innerText()).not.toMatch(/[a-z][._][a-z]/);
  await inspect(page, view, "audit");
  await staysOffline(page, "/operator/engine", "[data-job]", ".section > .staff-keys .button");
  await page.context().close();

  const refused = await world.open(view);
  await signIn(refused, learner.email);
  await refused.evaluate(() => history.pushState(null, "", "/operator"));
  await refused.locator(".notice-empty").waitFor();
  await inspect(refused, view, "refused");
  expect(await refused.locator("main table").count()).toBe(0);
  await refused.context().close();
});
