import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const PICTURES = fileURLToPath(new URL("../../test-results/", import.meta.url));

/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
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
  });
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
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** Keeps a picture of the page, and fails on anything that axe calls serious or worse. */
export async function inspect(page: Page, view: View, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}${view.name}-${name}.png`, fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("; ")}`,
    );
  expect(serious, `${view.name} ${name}`).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${view.name} ${name} is too wide`).toBeLessThanOrEqual(view.width);
}
