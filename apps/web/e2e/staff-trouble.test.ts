import { newId } from "@fluentfusion/client";
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { inspect } from "./support/browser.ts";
import { signIn } from "./support/learner.ts";
import { insist, makeSlow } from "./support/slow-network.ts";
import { somebodyWithRole } from "./support/staff.ts";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const LESSON = "food-intermediate-1";
/** Each has a lesson of its own to publish. */
const SLOW = widths("staff-trouble").map((view, place) => ({
  view,
  seed: place + 7,
  lesson: `food-intermediate-${place + 2}`,
}));
const WITHIN_MS = 60_000;

async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
}

/** Somebody's new draft of a lesson, open in the editor. */
async function openDraft(page: Page, role: "author" | "admin" = "author", lesson = LESSON) {
  const { email, client } = await somebodyWithRole(world, role);
  await signIn(page, email);
  await visit(page, `/authoring/lessons/${lesson}`);
  const begin = page.locator("main .staff-keys .button-primary").first();
  // What got no answer says so, and may be tried again as it is.
  await vi.waitFor(
    async () => {
      const again = page.locator(".notice-error button").first();
      if ((await again.count()) > 0) await again.click();
      else if ((await page.locator("textarea").count()) === 0) await begin.click();
      await page.locator("[data-problems='0']").waitFor({ timeout: 8_000 });
    },
    { timeout: WITHIN_MS },
  );
  return client;
}

const isSaved = (page: Page) => page.getByText("Saved", { exact: true });

test.concurrent.for(widths("staff-trouble"))(
  "a staff page that cannot be filled says so, and fills once the server answers: $name",
  async (view, { expect }) => {
    const { email } = await somebodyWithRole(world, "admin");
    const page = await world.open(view);
    await signIn(page, email);
    await page.route("**/trpc/**", (route) => route.abort());
    for (const path of [
      "/teams",
      "/authoring",
      "/authoring/disputes",
      "/operator/engine",
      "/operator/audit",
    ]) {
      await visit(page, path);
      await page.locator(".notice-error button").first().waitFor({ timeout: 30_000 });
      await inspect(page, view, `failing${path.replaceAll("/", "-")}`);
    }
    await page.unroute("**/trpc/**");
    // It may have been tried again by itself meanwhile.
    await page.locator(".notice-error button, main tbody tr").first().click();
    await page.locator("main tbody tr").first().waitFor();
    expect(await page.locator(".notice-error").count()).toBe(0);
    await page.context().close();
  },
);

test.each(widths("staff-trouble"))(
  "a draft that is written without a connection is not lost, over a reload too, and saved once there is one: $name",
  async (view) => {
    const page = await world.open(view);
    const client = await openDraft(page);
    const text = page.locator("textarea");
    const before = await text.inputValue();
    const mine = before.replace(/english: .*/, 'english: "Written on the road"');
    await page.context().setOffline(true);
    await page.locator(".offline-banner").waitFor();
    await text.fill(mine);
    await page.locator(".notice-error").first().waitFor();
    await inspect(page, view, "draft-offline");
    await page.locator("main .staff-keys .button-primary").first().click();
    await expect
      .poll(() => page.locator(".notice-error").allInnerTexts())
      .toContainEqual(expect.stringContaining("cannot be reached"));
    expect(await isSaved(page).count()).toBe(0);

    await page.context().setOffline(false);
    await page.reload();
    await text.waitFor();
    expect(await text.inputValue()).toBe(mine);
    await page.locator("main .staff-keys .button-primary").first().click();
    await isSaved(page).waitFor();
    const drafts = await client.api.author.drafts.query();
    expect(drafts).toHaveLength(1);
    const draft = await client.api.author.draft.query({ draftId: drafts[0]?.id ?? "" });
    expect(draft.text).toBe(mine);
    await page.reload();
    await isSaved(page).waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft"))),
    ).toEqual([]);
    await page.context().close();
  },
);

test.each(widths("staff-trouble"))(
  "whoever comes back to a draft that was saved elsewhere keeps their own text or takes the other: $name",
  async (view) => {
    const page = await world.open(view);
    const client = await openDraft(page);
    const text = page.locator("textarea");
    const before = await text.inputValue();
    await text.fill(`# mine\n${before}`);
    const [kept] = await client.api.author.drafts.query();
    if (kept === undefined) throw new Error("no draft");
    await client.api.author.saveDraft.mutate({
      id: kept.id,
      name: LESSON,
      text: `# theirs\n${before}`,
      version: 1,
    });
    await page.locator("main .staff-keys .button-primary").first().click();
    await page.locator(".notice-error").first().waitFor();
    await page.reload();
    await page.locator("[data-behind]").waitFor();
    expect(await text.inputValue()).toMatch(/^# mine/);
    await inspect(page, view, "draft-behind");
    await page.locator("[data-behind] button").click();
    expect(await text.inputValue()).toMatch(/^# theirs/);
    await isSaved(page).waitFor();
    await page.context().close();
  },
);

/** Somebody answers wrong and disagrees. Returns the answer. */
async function somebodyDisagrees(name: string): Promise<string> {
  const { client } = await somebodyWithRole(world, "learner");
  const { items } = await client.api.lessons.list.query({ limit: 1 });
  const { exercises } = await client.api.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = exercises.find(({ prompt }) => prompt.kind === "type");
  const answer = `something ${name}`;
  const attemptId = newId();
  await client.api.attempts.submit.mutate({
    id: attemptId,
    exerciseId: exercise?.id ?? "",
    revision: exercise?.revision ?? 0,
    response: { kind: "type", text: answer },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  await client.api.disputes.open.mutate({ id: newId(), attemptId, reason: "We say it at the lake." });
  return answer;
}

test.concurrent.each(SLOW)(
  "a slow network that loses one request in twenty loses nothing of a draft, a verdict, a team or a role: $view.name",
  async ({ view, seed, lesson }) => {
    const page = await world.open(view);
    page.setDefaultTimeout(WITHIN_MS);
    const network = await makeSlow(page, seed);
    const client = await openDraft(page, "admin", lesson);
    const text = page.locator("textarea");
    let latest = await text.inputValue();
    for (let turn = 1; turn <= 5; turn += 1) {
      latest = `# turn ${turn}\n${latest}`;
      await text.fill(latest);
      // A save that got no answer says so, and may be tried again as it is.
      await vi.waitFor(
        async () => {
          await page.locator("main .staff-keys .button-primary").first().click();
          await isSaved(page).waitFor({ timeout: 5_000 });
        },
        { timeout: WITHIN_MS },
      );
    }
    expect(network.failed()).toBeGreaterThan(0);
    const [kept] = await client.api.author.drafts.query();
    const draft = await client.api.author.draft.query({ draftId: kept?.id ?? "" });
    expect(draft.text).toBe(latest);

    const title = `Title at ${view.width}`;
    await text.fill(latest.replace(/english: .*/, `english: "${title}"`));
    await vi.waitFor(
      async () => {
        await page.locator("main .staff-keys .button-primary").first().click();
        await isSaved(page).waitFor({ timeout: 5_000 });
      },
      { timeout: WITHIN_MS },
    );
    await page.locator("main .staff-keys .button-secondary").first().click();
    await page.locator("[role=alertdialog]").waitFor();
    await insist(page, "[role=alertdialog] .button-primary", "main output");
    await visit(page, `/authoring/lessons/${lesson}`);
    await page.getByText(title).first().waitFor();
    await page.locator("[data-revisions] .button").last().click();
    await insist(page, "[role=alertdialog] .button-primary", "body:not(:has([role=alertdialog]))");

    const answer = await somebodyDisagrees(`at ${view.width}`);
    await visit(page, "/authoring/disputes");
    const mine = page.locator(`article:has-text("${answer}") .button-secondary`);
    const decided = page.locator(`.section li:has-text("${answer}")`);
    await vi.waitFor(
      async () => {
        if ((await decided.count()) > 0) return;
        // Other journeys on the same server dispute as well, and what more learners do comes first, ten at once.
        if ((await mine.count()) === 0) await page.locator(".desk + div .button").click({ timeout: 5_000 });
        await mine.click({ timeout: 5_000 });
        await decided.waitFor({ timeout: 5_000 });
      },
      { timeout: WITHIN_MS },
    );

    await visit(page, "/teams");
    await page.locator("input[name=team]").fill("Hotel at the lake");
    await insist(page, "main form [type=submit]", ".staff-row a");
    await page.locator(".staff-row a").click();
    await page.getByRole("tab").nth(1).click();
    await page.locator("input[name=post]").fill("Reception");
    await insist(page, "main form [type=submit]", "[data-secret]");
    const [team, ...others] = await client.api.teams.mine.query();
    expect(others).toEqual([]);
    expect(await client.api.teams.invites.query({ teamId: team?.id ?? "" })).toHaveLength(1);
    const token = ((await page.locator("[data-secret]").textContent()) ?? "").split("#")[1] ?? "";
    for (let person = 0; person < 5; person += 1) {
      const member = await somebodyWithRole(world, "learner");
      await member.client.api.teams.join.mutate({ token, consentVersion: 1 });
    }
    await page.reload();
    await page.locator(".chart svg[role=img]").first().waitFor();
    await vi.waitFor(
      () =>
        Promise.all([
          page.waitForEvent("download", { timeout: 10_000 }),
          page.locator(".section > .staff-keys .button").click(),
        ]),
      { timeout: WITHIN_MS },
    );

    const learner = await somebodyWithRole(world, "learner");
    await visit(page, "/operator");
    await page.locator("input[type=search]").fill(learner.email);
    await page.locator("tbody tr").nth(1).waitFor({ state: "detached" });
    await vi.waitFor(
      async () => {
        await page.locator(".staff-select").selectOption("author");
        const { role } = await learner.client.api.me.get.query();
        expect(role).toBe("author");
      },
      { timeout: WITHIN_MS, interval: 1_000 },
    );
    await page.context().close();
  },
);

test.each(widths("staff-trouble"))(
  "a new lesson that was stored without an answer is begun once; two drafts of one lesson are told apart: $name",
  async (view) => {
    const page = await world.open(view);
    const { email, client } = await somebodyWithRole(world, "author");
    await signIn(page, email);
    await visit(page, "/authoring");
    // Stored, and the answer lost on the way.
    await page.route(
      "**/trpc/author.import**",
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    const name = page.locator("main form input[required]");
    await name.fill("food-beginner-9");
    const begin = page.locator("main form button[type=submit]");
    await begin.click();
    await page.locator("main .notice-error").waitFor();
    await begin.click();
    await page.locator("textarea").waitFor();
    const [first, ...others] = await client.api.author.drafts.query();
    expect(others).toEqual([]);

    await client.api.author.import.mutate({ id: newId(), name: "food-beginner-9", text: first?.name ?? "" });
    await visit(page, "/authoring/drafts");
    await page.reload();
    await page.getByText("Draft 2 of 2").waitFor();
    await page.getByText("Draft 1 of 2").waitFor();
    await inspect(page, view, "drafts");
    await page.context().close();
  },
);
