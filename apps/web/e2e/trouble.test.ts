import type { Page, Route } from "playwright-core";
import { expect, test } from "vitest";
import { inspect } from "./support/browser.ts";
import {
  answerWithoutVerdict,
  currentPrompt,
  fillIn,
  fillInRegistration,
  goOn,
  PASSWORD,
  register,
  send,
  signIn,
  startNextLesson,
} from "./support/learner.ts";
import { somebodyWithHistory } from "./support/history.ts";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

async function startFirstLesson(page: Page): Promise<void> {
  await register(page);
  await startNextLesson(page);
}

const solved = (page: Page) =>
  page.locator(".sitting-bar progress").evaluate((bar: HTMLProgressElement) => bar.value);

test.concurrent.for(widths("trouble"))(
  "answers given without a connection are kept over a reload, then counted once: $name",
  async (view, { expect }) => {
    const page = await world.open(view);
    await startFirstLesson(page);
    await page.route("**/trpc/**", (route) => route.abort());
    await answerWithoutVerdict(page, world.solve);
    await inspect(page, view, "saved");
    await goOn(page);
    await answerWithoutVerdict(page, world.solve);

    const sitting = page.url();
    await page.goto("/");
    await page.locator(".notice-error").waitFor();
    await inspect(page, view, "unreachable");
    // A sitting that was begun here goes on from what the device has.
    await page.goto(sitting);
    await page.locator("form.turn").waitFor();
    await answerWithoutVerdict(page, world.solve);
    await page.unroute("**/trpc/**");
    // It tries again every few seconds.
    await expect.poll(() => solved(page), { timeout: 30_000 }).toBe(3);
    await goOn(page);

    const prompt = await currentPrompt(page);
    await fillIn(page, prompt, world.solve);
    expect(await send(page, prompt)).toBe("correct");
    expect(await solved(page)).toBe(4);
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "answers of a sitting that was left without a connection are sent from any page: $name",
  async (view) => {
    const page = await world.open(view);
    await startFirstLesson(page);
    await page.context().setOffline(true);
    await answerWithoutVerdict(page, world.solve);
    await page.locator(".sitting-bar button").click();
    await page.context().setOffline(false);
    await page.locator(".shell-nav a", { hasText: "Home" }).click();
    await page.locator(".streak-figure[data-lit]").waitFor();
    // The live event shows the points before the answer to the call has come; the next round clears what is left.
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("sitting"))), {
        timeout: 30_000,
      })
      .toEqual([]);
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "the page says that the device is offline, and that it is no more: $name",
  async (view) => {
    const page = await world.open(view);
    await startFirstLesson(page);
    await page.context().setOffline(true);
    await page.locator(".offline-banner").waitFor();
    await answerWithoutVerdict(page, world.solve);
    await inspect(page, view, "offline");
    await page.context().setOffline(false);
    await page.locator(".offline-banner").waitFor({ state: "detached" });
    await page.locator(".turn-foot[data-outcome]").waitFor();
    expect(await page.locator(".turn-foot").getAttribute("data-outcome")).toBe("correct");
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "a page whose script was lost on the way is there by itself later: $name",
  async (view) => {
    const page = await world.open(view);
    await page.route("**/terms-page-*.js", (route) => route.abort());
    await page.goto("/terms");
    await page.locator(".notice-error button").waitFor();
    await page.unroute("**/terms-page-*.js");
    await page.locator("main .bullets").first().waitFor({ timeout: 30_000 });
    expect(await page.evaluate(() => localStorage.getItem("ff.lost-scripts"))).toBeNull();
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "a chart whose script is late keeps its place, and its table stands where the script is lost: $name",
  async (view) => {
    const { email, laterLesson } = await somebodyWithHistory(world, "english");
    const page = await world.open(view);
    await signIn(page, email);
    let held: ((route: Route) => void) | undefined;
    await page.route("**/assets/charts-*.js", (route) => (held ? held(route) : route.abort()));
    await page.goto(`/lessons/${laterLesson}/why`);
    await page.locator("main .notice-error button").waitFor();
    await page.locator("main table tbody tr").nth(1).waitFor();
    await inspect(page, view, "chart-lost");

    const asked = new Promise<Route>((resolve) => {
      held = resolve;
    });
    await page.locator("main .notice-error button").click();
    const late = await asked;
    /** Where the frame and its picture stand on the page, however far that is scrolled. */
    const places = () =>
      page.locator("main .tabs, main .chart > *").evaluateAll((parts) =>
        parts.map((part) => {
          const { top, width, height } = part.getBoundingClientRect();
          return [top + scrollY, width, height];
        }),
      );
    const before = await places();
    await inspect(page, view, "chart-late");
    await late.continue();
    await page.locator(".chart svg[role=img]").waitFor();
    expect(await places()).toEqual(before);
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "a choice that no verified material covers is an honest empty page with a way out: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.goto("/lessons?category=greetings&difficulty=advanced");
    await page.locator(".notice-empty").waitFor();
    await inspect(page, view, "no-lessons");
    await page.locator(".notice-empty a").click();
    await page.locator(".lesson-grid").waitFor();
    expect(new URL(page.url()).search).toBe("");
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "wrong credentials, a taken email and an unknown page are told in words: $name",
  async (view) => {
    const page = await world.open(view);
    const email = await register(page);
    // The page stands before the server has said who is there, and has put its cookie.
    const known = page.waitForResponse(/auth\.refresh/);
    await page.goto("/nowhere");
    await page.locator("h1", { hasText: "does not exist" }).waitFor();
    await known;
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").fill("not this one");
    await page.locator("form button[type=submit]").click();
    await page.locator(".notice-error", { hasText: "Email or password is wrong" }).waitFor();
    await inspect(page, view, "wrong-password");
    await page.goto("/register");
    await page.locator("input[name=username]").fill("Somebody else");
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").fill("a long enough one");
    await page.locator("form button[type=submit]").click();
    await page.locator("input[name=email][aria-invalid]:focus").waitFor();
    expect(await page.locator(".field-error").innerText()).toContain("already an account");
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "a server that does not answer is an error with a way to try again, on every page: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    // As a proxy answers for a server that is down.
    await page.route("**/trpc/**", (route) => route.fulfill({ status: 502, body: "Bad Gateway" }));
    const ways = [
      ["lessons", ["/lessons"]],
      ["badges", ["/progress", "/progress/badges"]],
    ] as const;
    for (const [name, path] of ways) {
      for (const href of path) await page.locator(`nav a[href="${href}"]`).click();
      await page.locator(".notice-error button").first().waitFor({ timeout: 30_000 });
      expect(await page.locator(".notice-error").first().innerText()).toContain("cannot be reached");
      await inspect(page, view, `error-${name}`);
    }
    await page.context().close();
  },
);

test.concurrent.for(widths("trouble"))(
  "what got no answer is asked for again by itself, after a pause: a page, and who is signed in: $name",
  async (view, { expect }) => {
    const page = await world.open(view);
    await register(page);
    const cut = () => page.route("**/trpc/**", (route) => route.abort());
    const asked: number[] = [];
    page.on("request", (request) => {
      if (request.url().includes("lessons.list")) asked.push(performance.now());
    });
    await cut();
    await page.locator('nav a[href="/lessons"]').click();
    await page.locator(".notice-error button").first().waitFor();
    await page.unroute("**/trpc/**");
    // Nobody touches the page.
    await page.locator(".lesson-grid").waitFor();
    const pauses = asked.slice(1).map((at, place) => at - (asked[place] ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThan(3_000);
    expect(await page.locator(".notice-error").count()).toBe(0);

    await cut();
    await page.goto("/plan");
    await page.locator(".notice-error button").first().waitFor();
    await page.unroute("**/trpc/**");
    await page.locator("input[type=date]").waitFor();
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "whom the device knows has their page while the server is still asked; whom the server does not know has none: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    const held: Route[] = [];
    await page.route("**/trpc/auth.refresh*", (route) => void held.push(route));
    await page.goto("/plan");
    await page.locator("h1", { hasText: "plan" }).waitFor();
    expect(held).toHaveLength(1);
    await held[0]?.continue();
    await page.unroute("**/trpc/auth.refresh*");
    await page.locator("input[type=date]").waitFor();
    await page.context().clearCookies();
    await page.goto("/plan");
    await page.locator("input[name=email]").waitFor();
    expect(await page.evaluate(() => localStorage.getItem("ff.signed-in"))).toBeNull();
    await page.context().close();
  },
);

/** Has the next call of a procedure done, and its answer lost. */
async function loseAnswer(page: Page, procedure: string): Promise<void> {
  await page.route(
    `**/trpc/${procedure}*`,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

test.each(widths("trouble"))(
  "a guest's account whose answer was lost on the way is there at the second try: $name",
  async (view) => {
    const page = await world.open(view);
    await page.goto("/try");
    await page.locator("form button[type=submit]").click();
    await page.locator(".next-card").waitFor();
    await page.goto("/profile");
    const email = `lost.${Date.now()}.${view.width}@example.org`;
    await page.locator("input[name=username]").fill(`Keza Lost ${view.width}`);
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").first().fill(PASSWORD);
    await loseAnswer(page, "auth.claim");
    const submit = page.locator("form:has(input[name=email]) button[type=submit]");
    await submit.click();
    await page.locator(".notice-error").waitFor();
    await submit.click();
    await page.getByText(email).waitFor();
    expect(await page.locator("form:has(input[name=email])").count()).toBe(0);
    await page.context().close();
  },
);

test.each(widths("trouble"))(
  "an account whose answer was lost on the way is there at the second try; a page that the server has left behind says so: $name",
  async (view) => {
    const page = await world.open(view);
    await page.goto("/register");
    await loseAnswer(page, "auth.register");
    await fillInRegistration(page);
    await page.locator(".notice-error").waitFor();
    await page.locator("form button[type=submit]").click();
    await page.locator(".next-card").waitFor();
    await page.route("**/trpc/**", (route) =>
      route.continue({ headers: { ...route.request().headers(), "x-contract-version": "0" } }),
    );
    await page.locator(".shell-nav a", { hasText: "Lessons" }).click();
    const again = page.locator("button", { hasText: "Load again" });
    await again.waitFor();
    await inspect(page, view, "too-old");
    await page.unroute("**/trpc/**");
    await again.click();
    await page.locator(".shell-nav").waitFor();
    expect(await again.count()).toBe(0);
    await page.context().close();
  },
);
