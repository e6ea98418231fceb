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

/** Slows every request down and lets one in twenty fail, scripts and calls alike. Returns how many failed. */
export async function makeSlow(page: Page, seed: number): Promise<() => number> {
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
