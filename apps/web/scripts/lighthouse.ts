import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { BROWSER } from "../e2e/support/browser.ts";
import { register } from "../e2e/support/learner.ts";
import { startStack } from "../e2e/support/stack.ts";

/** The built pages as Lighthouse's phone on a slow 4G sees them: `pnpm lighthouse`. Ends with 1 under a goal. */
const GOALS = { performance: 95, accessibility: 100, "best-practices": 100 } as const;
const CATEGORIES = Object.keys(GOALS) as (keyof typeof GOALS)[];
const PUBLIC_PAGES = ["/", "/register", "/emergency"];
const OWN_PAGES = ["/", "/lessons", "/plan", "/progress/days", "/profile"];
const DEBUG_PORT = 9333;
/** Times of one run waver; the middle one of a few is told. */
const RUNS = Number(process.env["LIGHTHOUSE_RUNS"] ?? 3);
/** Only pages of these addresses, if any are given: `LIGHTHOUSE_PAGES=/lessons,/plan`. */
const ONLY = process.env["LIGHTHOUSE_PAGES"]?.split(",");
/** What the score for performance is made of, told as of the last run. */
const METRICS = [
  "first-contentful-paint",
  "speed-index",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
];

const out = (line: string) => process.stdout.write(`${line}\n`);

/** `first`: nothing of the app is on the device, though who signed in once is known. `again`: its files are there. */
const VISITS = (process.env["LIGHTHOUSE_VISITS"]?.split(",") ?? ["first", "again"]) as readonly (
  | "first"
  | "again"
)[];

/** The middle score of each category; the failed checks of the last run. */
async function measure(url: string, visit: "first" | "again") {
  const scores = new Map<string, number[]>();
  const failed = new Set<string>();
  let metrics: string[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const result = await lighthouse(url, {
      port: DEBUG_PORT,
      logLevel: "error",
      onlyCategories: CATEGORIES,
      // What is reset is the caches and the service worker, not cookies and what a page has stored.
      disableStorageReset: visit === "again",
      // The stream of events stays open, so that the network never rests.
      maxWaitForLoad: 15_000,
    });
    if (result === undefined) throw new Error("Lighthouse gave no result");
    const { categories, audits, environment } = result.lhr;
    metrics = METRICS.map((id) => `${id} ${audits[id]?.displayValue ?? "?"}`);
    // Lighthouse's own measure of the machine: one that is busy with other things scores lower, and so do pages on it.
    metrics.push(`machine ${Math.round(environment.benchmarkIndex)}`);
    for (const name of CATEGORIES) {
      const score = Math.round((categories[name]?.score ?? 0) * 100);
      scores.set(name, [...(scores.get(name) ?? []), score]);
      for (const { id, weight } of categories[name]?.auditRefs ?? []) {
        const audit = audits[id];
        if (weight > 0 && audit?.score !== null && (audit?.score ?? 1) < 0.9)
          failed.add(`${id} ${audit?.displayValue ?? ""}`);
      }
    }
  }
  const middle = (name: string) => scores.get(name)?.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  return { scores: CATEGORIES.map((name) => [name, middle(name)] as const), metrics, failed: [...failed] };
}

const stack = await startStack();
const profile = await mkdtemp(join(tmpdir(), "ff-lighthouse-"));
// Lighthouse opens a tab of its own in the browser's own profile, where the learner is signed in.
const browser = await chromium.launchPersistentContext(profile, {
  ...BROWSER,
  args: [...BROWSER.args, `--remote-debugging-port=${DEBUG_PORT}`],
  baseURL: stack.url,
});
let isGood = true;

async function report(page: string, who: string): Promise<void> {
  if (ONLY?.includes(page) === false) return;
  for (const visit of VISITS) {
    const { scores, metrics, failed } = await measure(stack.url + page, visit);
    const title = `${page} (${who}, ${visit})`.padEnd(32);
    out(`${title}${scores.map(([name, score]) => `${name} ${score}`).join("   ")}`);
    out(`    ${metrics.join(", ")}`);
    for (const check of failed) out(`    ${check}`);
    isGood &&= scores.every(([name, score]) => score >= GOALS[name]);
  }
}

try {
  for (const page of PUBLIC_PAGES) await report(page, "visitor");
  const tab = await browser.newPage();
  await register(tab);
  await tab.close();
  for (const page of OWN_PAGES) await report(page, "learner");
} finally {
  await browser.close();
  await stack.close();
  await rm(profile, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
