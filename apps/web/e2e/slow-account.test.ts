import { createClient } from "@fluentfusion/client";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { View } from "./support/browser.ts";
import { PASSWORD } from "./support/learner.ts";
import { mailedLink } from "./support/mails.ts";
import { insist, makeSlow } from "./support/slow-network.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

const WITHIN_MS = 60_000;
const CHANGED = "a second walk round the lake";
const RESET = "a third walk round the lake";

const VIEWS: readonly View[] = [
  { name: "390-slow-account", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-slow-account", width: 1280, height: 800, locale: "fr-FR" },
];

async function someone(seed: number): Promise<string> {
  const email = `slow.${Date.now()}.${seed}@example.org`;
  await createClient({ url: world.url }).register({
    username: `Slow ${Date.now().toString(36)}${seed}`,
    email,
    password: PASSWORD,
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  });
  return email;
}

async function giveSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
}

/** Sets the second step up on the page that is shown, and keeps one of its codes. */
async function takeSecondStep(page: Page): Promise<string> {
  const own = page.locator("#second-factor");
  await own.locator("input[name=password]").fill(CHANGED);
  await insist(page, "#second-factor [type=submit]", "#second-factor .totp-key");
  const secret = Secret.fromBase32(await own.locator(".totp-key").innerText());
  await own.locator("input[name=code]").fill(new TOTP({ secret }).generate());
  await insist(page, "#second-factor [type=submit]", "#second-factor .recovery-codes");
  const recovery = await own.locator(".recovery-codes code").first().innerText();
  await own.locator(".button-secondary").click();
  await own.locator(".button-danger").waitFor();
  return recovery;
}

/** A token that works until it is revoked. */
async function makeAndRevokeToken(page: Page): Promise<void> {
  await page.locator("input[name=token]").fill("A table");
  await insist(page, "main form [type=submit]", "[data-secret]");
  const authorization = `Bearer ${await page.locator("[data-secret]").textContent()}`;
  const ask = async () => (await fetch(`${world.url}/api/users/me`, { headers: { authorization } })).status;
  expect(await ask()).toBe(200);
  await page.locator("[data-token]").waitFor();
  await insist(page, "[data-token] button", "main:not(:has([data-token]))");
  expect(await ask()).toBe(401);
}

test.concurrent.each(VIEWS.map((view, seed) => ({ view, seed: seed + 60 })))(
  "on a slow network that loses one request in twenty an account stays in its owner's hands: $view.name",
  async ({ view, seed }) => {
    const email = await someone(seed);
    const page = await world.open(view);
    page.setDefaultTimeout(WITHIN_MS);
    const network = await makeSlow(page, seed);
    await page.goto("/profile/sign-in");
    await giveSignIn(page, email, PASSWORD);
    await insist(page, "form [type=submit]", "#second-factor input");

    const form = "form:has(input[autocomplete=new-password])";
    await page.locator(`${form} input[name=password]`).first().fill(PASSWORD);
    await page.locator(`${form} input[name=password]`).nth(1).fill(CHANGED);
    await insist(page, `${form} [type=submit]`, `${form} [aria-live=polite]:not(:empty)`);
    const recovery = await takeSecondStep(page);
    await page.locator('main a[href="/profile/tokens"]').click();
    await makeAndRevokeToken(page);

    await page.locator('.shell-nav a[href="/lessons"]').click();
    await page.locator("input[type=search]").fill("water");
    await page.locator("[data-found=water] .lesson-row").first().waitFor();

    await page.locator('.shell-nav a[href="/profile"]').click();
    await insist(page, "main .page > div > .button-secondary", ".doors");
    await page.goto("/sign-in");
    await page.locator("a[href='/forgot-password']").click();
    await page.locator("input[name=email]").fill(email);
    await insist(page, "form [type=submit]", "form [aria-live=polite]:not(:empty)");
    await page.goto(await mailedLink(world, email, "reset-password"));
    await page.locator("input[name=password]").fill(RESET);
    await insist(page, "form [type=submit]", "main a[href='/sign-in'].button");
    await page.locator("main a[href='/sign-in']").click();
    await giveSignIn(page, email, RESET);
    await insist(page, "form [type=submit]", "input[name=code]");
    await page.locator("input[name=code]").fill(recovery);
    await insist(page, "form [type=submit]", ".next-card");
    expect(network.failed()).toBeGreaterThan(0);
    await page.context().close();
  },
);
