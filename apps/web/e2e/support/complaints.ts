import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";

declare global {
  interface Window {
    readonly axe?: typeof axe;
  }
}

/** Axe is half as long without its spaces and comments, and every page that is loaded anew has to read it. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe calls serious or worse. Axe is put into a page once and asked there: the pages have no frames, whose
 * results would have to be put together elsewhere, and only what is violated comes back.
 */
export async function complaints(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const results = await window.axe?.run(document, {
      resultTypes: ["violations"],
      ...(only !== undefined && { runOnly: [...only] }),
    });
    if (results === undefined) throw new Error("axe is not in the page");
    return results.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("; ")}`,
      );
  }, rules);
}
