import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { complaints } from "./complaints.ts";

declare global {
  interface Window {
    /** What the page's own policy refused, by the rule and what it was about. */
    readonly refused?: string[];
  }
}

const FOLDER = fileURLToPath(new URL("../../test-results/", import.meta.url));

/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
export const BROWSER = {
  executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export function openBrowser(): Promise<Browser> {
  return chromium.launch(BROWSER);
}

export interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly locale: string;
  readonly dark?: boolean;
  readonly worker?: boolean;
}

export async function openPage(browser: Browser, url: string, view: View): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: view.width, height: view.height },
    locale: view.locale,
    colorScheme: view.dark === true ? "dark" : "light",
    reducedMotion: "reduce",
    timezoneId: "Africa/Kigali",
    // Requests that a service worker answers cannot be intercepted by a test.
    serviceWorkers: view.worker === true ? "allow" : "block",
    hasTouch: view.width < 600,
    isMobile: view.width < 600,
  });
  await context.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
      refused.push(`${effectiveDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** For whoever wants to look: `PICTURES=1 pnpm e2e`. */
async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env["PICTURES"] === undefined) return;
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(FOLDER, { recursive: true });
  // As high as the page: what stays at the bottom of a window is then at the bottom of the picture.
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size !== null) await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  if (size !== null) await page.setViewportSize(size);
}

/** Fails on anything that axe calls serious or worse, on what the page's policy refused, and on a page that is too wide. */
export async function inspect(page: Page, view: View, name: string): Promise<void> {
  expect(await page.evaluate(() => window.refused), `${view.name} ${name}`).toEqual([]);
  await keepPicture(page, `${view.name}-${name}`);
  expect(await complaints(page), `${view.name} ${name}`).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${view.name} ${name} is too wide`).toBeLessThanOrEqual(view.width);
}

/** The same for both colour schemes; what the dark one can break is contrast. */
export async function inspectInBoth(page: Page, view: View, name: string): Promise<void> {
  await inspect(page, view, name);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await keepPicture(page, `${view.name}-${name}-dark`);
  expect(await complaints(page, ["color-contrast"]), `${view.name} ${name} dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}
