import axe from "axe-core";
import type { Page } from "playwright-core";

declare global {
  interface Window {
    readonly axe?: typeof axe;
  }
}

/**
 * What axe calls serious or worse. Axe is put into a page once and asked there: the pages have no frames, whose
 * results would have to be put together elsewhere, and only what is violated comes back.
 */
export async function complaints(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
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
