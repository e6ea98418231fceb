import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inspect, inspectInBoth, type View } from "./support/browser.ts";
import { currentPrompt, fillIn, PASSWORD, register, send } from "./support/learner.ts";
import { mailedLink } from "./support/mails.ts";
import { somebodyWithRole } from "./support/staff.ts";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const PHONE: View = { name: "390-account", width: 390, height: 844, locale: "en-GB" };
const DESK: View = { name: "1280-account", width: 1280, height: 800, locale: "fr-FR", dark: true };
/** Begun on one device, gone on with on the other. */
const WAYS = [
  { name: "from a phone", here: PHONE, there: DESK },
  { name: "from a desk", here: DESK, there: PHONE },
] as const;

/** Waits until the page of progress shows the one lesson that was begun. */
async function seesBegunLesson(page: Page): Promise<void> {
  await page.goto("/progress");
  await page.locator(".history-entry").first().waitFor();
  expect(await page.locator(".history-entry").count()).toBe(1);
}

test.each(WAYS)(
  "a guest learns at once, and an account made later keeps what was learned: $name",
  async ({ here, there }) => {
    const page = await world.open(here);
    await page.goto("/");
    await page.locator("a[href='/try']").click();
    await inspect(page, here, "try");
    await page.locator("form button[type=submit]").click();
    await page.locator(".next-card").waitFor();
    await inspect(page, here, "guest-home");
    await page.locator(".next-card a.button").first().click();
    await page.locator(".start-bar .button-primary, main .button-primary").first().click();
    await page.locator("form.turn").waitFor();
    const prompt = await currentPrompt(page);
    await fillIn(page, prompt, world.solve);
    expect(await send(page, prompt)).toBe("correct");

    await page.goto("/profile");
    await page.locator("input[name=username]").fill(`Keza ${Date.now().toString(36)}`);
    // A guest has no name of their own, and sees none that the server made up.
    expect(await page.getByText(/guest [\da-f]{8}/).count()).toBe(0);
    const email = `keza.${Date.now()}@example.org`;
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").first().fill(PASSWORD);
    await inspect(page, here, "claim");
    await page.locator("form:has(input[name=email]) button[type=submit]").click();
    await page.getByText(email).waitFor();
    await seesBegunLesson(page);
    await page.context().close();

    const other = await world.open(there);
    await other.goto("/sign-in");
    await other.locator("input[name=email]").fill(email);
    await other.locator("input[name=password]").fill(PASSWORD);
    await other.locator("form button[type=submit]").click();
    await other.locator(".next-card").waitFor();
    await seesBegunLesson(other);
    await inspect(other, there, "claimed-progress");
    await other.context().close();
  },
);

test.each(WAYS)(
  "a password is changed here and forgotten there; devices are signed out from afar: $name",
  async ({ here, there }) => {
    const page = await world.open(here);
    const email = await register(page);
    const link = await mailedLink(world, email, "verify-email");
    await page.goto(link);
    await page.locator(".page p[aria-live]").waitFor();
    await inspect(page, here, "verified");
    expect(page.url()).not.toContain("#");

    const second = await world.open(there);
    await second.goto("/sign-in");
    await second.locator("a[href='/forgot-password']").click();
    await second.locator("input[name=email]").fill(email);
    await second.locator("form button[type=submit]").click();
    await second.locator("p[aria-live]:not(:empty)").last().waitFor();
    await inspect(second, there, "forgot");
    await second.goto(await mailedLink(world, email, "reset-password"));
    await second.locator("input[name=password]").fill("a new walk round the lake");
    await inspect(second, there, "reset");
    await second.locator("form button[type=submit]").click();
    await second.locator("a[href='/sign-in']").click();
    await second.locator("input[name=email]").fill(email);
    await second.locator("input[name=password]").fill("a new walk round the lake");
    await second.locator("form button[type=submit]").click();
    await second.locator(".next-card").waitFor();

    // The reset signed the first device out; it signs in again and then ends the second one.
    await page.goto("/profile/sign-in");
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").fill("a new walk round the lake");
    await page.locator("form button[type=submit]").click();
    await page.locator(".device-list li").nth(1).waitFor();
    await page.locator(".device-list button").first().click();
    await page.locator(".device-list li").nth(1).waitFor({ state: "detached" });
    await second.goto("/progress");
    await second.locator("input[name=password]").waitFor();
    await second.context().close();

    const form = page.locator("form:has(input[name=password])").first();
    await form.locator("input[name=password]").first().fill("not the one");
    await form.locator("input[name=password]").nth(1).fill(PASSWORD);
    await form.locator("[type=submit]").click();
    await form.locator(".notice-error").waitFor();
    await page.context().close();
  },
);

test.each(WAYS)(
  "a second step is set up and asked for at sign-in, and an address changes once both agree: $name",
  async ({ here, there }) => {
    const page = await world.open(here);
    const email = await register(page);
    await page.goto("/profile/sign-in");
    const own = page.locator("#second-factor");
    await own.locator("input[name=password]").fill(PASSWORD);
    await own.locator("[type=submit]").click();
    const secret = await own.locator(".totp-key").innerText();
    await inspectInBoth(page, here, "second-factor");
    await own.locator("input[name=code]").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await own.locator("[type=submit]").click();
    const recovery = await own.locator(".recovery-codes code").first().innerText();
    await inspect(page, here, "recovery-codes");
    await own.locator(".button-secondary").click();
    await own.locator(".button-danger").waitFor();

    const moved = `moved.${email}`;
    await page.locator("#email input[name=newEmail]").fill(moved);
    await page.locator("#email input[name=password]").fill(PASSWORD);
    await page.locator("#email [type=submit]").click();
    await page.goto(await mailedLink(world, moved, "change-email"));
    await page.locator("[data-changed]").waitFor();

    const other = await world.open(there);
    await other.goto("/sign-in");
    await other.locator("input[name=email]").fill(moved);
    await other.locator("input[name=password]").fill(PASSWORD);
    await other.locator("form button[type=submit]").click();
    await other.locator("input[name=code]").fill(recovery);
    await inspect(other, there, "asks-code");
    await other.locator("form button[type=submit]").click();
    await other.locator(".next-card").waitFor();
    expect(await other.locator(".notice-error").count()).toBe(0);

    await page.goto("/profile/sign-in");
    await page.locator(".device-keys .button-secondary").click();
    await page.locator(".device-list li").nth(1).waitFor({ state: "detached" });
    await other.goto("/progress");
    await other.locator("input[name=password]").waitFor();
    await other.context().close();
    await page.context().close();
  },
);

test.each([PHONE, DESK])(
  "a program gets a token, which is shown once and may do what it is for, until it is revoked: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.goto("/profile/tokens");
    await page.locator("input[name=token]").fill("Tableur de la réception");
    await page.locator("form [type=submit]").click();
    const token = (await page.locator("[data-secret]").textContent()) ?? "";
    await page.locator("[data-token]").waitFor();
    await inspectInBoth(page, view, "token");
    const ask = async (path: string) =>
      (await fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await ask("/api/users/me")).toBe(200);
    expect(await ask("/trpc/auth.sessions")).toBe(403);
    await page.reload();
    await page.locator("[data-token]").waitFor();
    expect(await page.locator("[data-secret]").count()).toBe(0);
    await page.locator("[data-token] button").click();
    await page.locator("[data-token]").waitFor({ state: "detached" });
    expect(await ask("/api/users/me")).toBe(401);
    await page.context().close();
  },
);

test.each(widths("tabs"))(
  "a tab that one learner has left open shows the next one, once they have signed in in another tab: $name",
  async (view) => {
    const page = await world.open(view);
    const first = await register(page);
    // It does not ask meanwhile, and hear that nobody is signed in: on a slow machine half a minute passes until somebody is.
    await page.route("**/trpc/**", (route) => route.abort());
    const other = await page.context().newPage();
    await other.goto("/profile");
    await other.getByText(first).waitFor();
    await other.getByRole("button", { name: "Sign out", exact: true }).click();
    await other.waitForFunction(() => localStorage.getItem("ff.signed-in") === null);
    const second = await register(other);
    await page.unroute("**/trpc/**");
    // By a link, so that the page stays the one of before.
    await page.locator("a[href='/profile']").first().click();
    await page.getByText(second).waitFor();
    expect(await page.getByText(first).count()).toBe(0);
    // What the device notes is still the next one's, for both tabs.
    expect(await other.evaluate(() => localStorage.getItem("ff.device-owner"))).not.toBeNull();
    await page.context().close();
  },
);

test.each([PHONE, DESK])(
  "terms and privacy can be read before an account is made, whom to ask too, and what was typed stays: $name",
  async (view) => {
    const page = await world.open(view);
    await page.goto("/register");
    await page.locator("input[name=username]").fill("Keza");
    const [terms] = await Promise.all([
      page.waitForEvent("popup"),
      page.locator("form a[href='/terms']").click(),
    ]);
    await terms.locator(".bullets").first().waitFor();
    await terms.locator("a[href='mailto:hello@example.org']").waitFor();
    await inspect(terms, view, "terms");
    await terms.close();
    expect(await page.locator("input[name=username]").inputValue()).toBe("Keza");
    await page.context().close();
  },
);

test.each([PHONE, DESK])(
  "a name is changed, and one that somebody else has is refused where it is typed: $name",
  async (view) => {
    const { client } = await somebodyWithRole(world, "learner");
    const taken = (await client.api.me.get.query()).username;
    const page = await world.open(view);
    await register(page);
    await page.goto("/profile");
    const name = page.locator("input[name=username]");
    const save = page.locator("form:has(input[name=username]) button[type=submit]");
    await name.fill(taken);
    await save.click();
    await page.locator("input[name=username][aria-invalid]").waitFor();
    await inspect(page, view, "name-taken");
    const own = `Keza ${Date.now().toString(36)}`;
    await name.fill(own);
    await save.click();
    await page.locator("strong", { hasText: own }).waitFor();
    expect(await page.locator(".notice-error").count()).toBe(0);
    await page.context().close();
  },
);
