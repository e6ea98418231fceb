import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { BROWSER } from "./browser.ts";
import { startStack } from "./stack.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the built pages, where the API puts its mails, and the browser to look at them with. */
    world: {
      readonly url: string;
      readonly mails: string;
      readonly database: string;
      readonly browser: string;
    };
  }
}

async function buildPages(): Promise<void> {
  // Libraries look at it: with the test runner's own value they would bring along what only developers need.
  process.env["NODE_ENV"] = "production";
  await build({ root: fileURLToPath(new URL("../..", import.meta.url)), logLevel: "warn" });
}

/** The pages that are walked are those that are shipped. One stack and one browser serve every test. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [stack, browser] = await Promise.all([buildPages().then(startStack), chromium.launchServer(BROWSER)]);
  const { url, mails, database } = stack;
  project.provide("world", { url, mails, database, browser: browser.wsEndpoint() });
  return async () => {
    await browser.close();
    await stack.close();
  };
}
