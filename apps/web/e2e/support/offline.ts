import type { Page } from "playwright-core";

/** What cannot be done without a connection says so, and is there to be done again once there is one. */
export async function failsOffline(page: Page, key: string): Promise<void> {
  await page.context().setOffline(true);
  await page.locator(key).first().click();
  await page.locator(".notice-error").first().waitFor();
  await page.context().setOffline(false);
  await page.locator(".offline-banner").waitFor({ state: "detached" });
}
