const AT_THE_LATEST_MS = 3_000;

/** Resolves when the page has nothing else to do, or after a while; not every browser says when that is. */
export const idle = (): Promise<void> =>
  new Promise((done) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => done(), { timeout: AT_THE_LATEST_MS });
    else setTimeout(done, 100);
  });
