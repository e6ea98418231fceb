import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { View } from "./support/browser.ts";
import { currentPrompt, fillIn, goOn, PASSWORD, register, send } from "./support/learner.ts";
import { useWorld } from "./support/world.ts";
import { createClient } from "@fluentfusion/client";

const world = useWorld();

/** A slow 3G: 400 ms there and back, 50 kB a second down. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 51_200, uploadThroughput: 25_600 };
const FAILING = 0.05;
const WITHIN_MS = 60_000;
/** Answers given on the way: the whole lesson on one, enough to see failures on both. */
const ANSWERS = 6;

const VIEWS: readonly View[] = [
  { name: "390-slow", width: 390, height: 844, locale: "en-GB" },
  { name: "1280-slow", width: 1280, height: 800, locale: "en-GB" },
];

/** Mulberry32 (Tommy Ettinger, public domain): the same requests fail in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Slows every request down and lets one in twenty fail, scripts and calls alike. Returns how many failed. */
async function makeSlow(page: Page, seed: number): Promise<() => number> {
  const random = seeded(seed);
  let failed = 0;
  await page.route("**", (route) => {
    // The page itself is asked for by the browser: whoever sees its error page loads it again.
    if (route.request().isNavigationRequest() || random() >= FAILING) return route.continue();
    failed += 1;
    return route.abort("connectionreset");
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW_3G);
  return () => failed;
}

test.concurrent.each(VIEWS.map((view, seed) => ({ view, seed })))(
  "a slow network that loses one request in twenty loses no answer: $view.name",
  async ({ view, seed }) => {
    const page = await world.open(view);
    page.setDefaultTimeout(WITHIN_MS);
    const failed = await makeSlow(page, seed);
    const email = await register(page);
    await page.locator(".next-card a.button").click();
    await page.locator(".lesson-start button").click();
    await page.locator("form.turn").waitFor();
    for (let turn = 0; turn < ANSWERS; turn += 1) {
      const prompt = await currentPrompt(page);
      await fillIn(page, prompt, world.solve);
      expect(await send(page, prompt)).toBe("correct");
      await goOn(page);
      await page.locator("form.turn:not(:has(.verdict)), .summary-head").waitFor();
    }
    expect(failed()).toBeGreaterThan(0);
    const client = createClient({ url: world.url });
    await client.signIn({ email, password: PASSWORD });
    const { items } = await client.api.attempts.list.query({});
    expect(items.map(({ outcome }) => outcome)).toEqual(Array.from({ length: ANSWERS }, () => "correct"));
    await page.context().close();
  },
);
