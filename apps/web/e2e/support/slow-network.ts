import type { Page } from "playwright-core";

/** A slow 3G: 400 ms there and back, 50 kB a second down. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 51_200, uploadThroughput: 25_600 };
const FAILING = 0.05;

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

export interface SlowNetwork {
  /** How many requests failed. */
  failed(): number;
  /** Every request fails from now on, or no more than one in twenty again. */
  cut(isCut: boolean): void;
}

/** Slows every request down and lets one in twenty fail, scripts and calls alike. */
export async function makeSlow(page: Page, seed: number): Promise<SlowNetwork> {
  const random = seeded(seed);
  let failed = 0;
  let isCut = false;
  await page.route("**", (route) => {
    // The page itself is asked for by the browser: whoever sees its error page loads it again.
    if (route.request().isNavigationRequest() || (random() >= FAILING && !isCut)) return route.continue();
    failed += 1;
    return route.abort("connectionreset");
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW_3G);
  return {
    failed: () => failed,
    cut: (now) => {
      isCut = now;
    },
  };
}

/** Does something by a click; what was lost on the way is told, and done again by whoever wants it. */
export async function insist(page: Page, key: string, isDone: string): Promise<void> {
  await page.locator(key).click();
  await page.locator(`${isDone}, .notice-error`).first().waitFor();
  if ((await page.locator(".notice-error").count()) > 0) await insist(page, key, isDone);
}
