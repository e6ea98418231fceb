/** Resolves with how the work of a service worker that is being installed ends. */
function untilSettled(worker: ServiceWorker): Promise<boolean> {
  return new Promise((done) => {
    const look = () => {
      if (worker.state === "activated") done(true);
      else if (worker.state === "redundant") done(false);
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function install(): Promise<boolean> {
  // While developing, files have other names with each change.
  if (import.meta.env.MODE !== "production" || !("serviceWorker" in navigator)) return false;
  try {
    const { active, waiting, installing } = await navigator.serviceWorker.register("/sw.js");
    const newest = active ?? waiting ?? installing;
    return newest !== null && (await untilSettled(newest));
  } catch {
    return false;
  }
}

let kept: Promise<boolean> | null = null;

/**
 * Has the service worker keep every file of the app on the device, once for each start of the page. To be asked for when the page
 * stands: the worker's requests then take nothing from the page's own.
 *
 * @returns whether all of them are kept; `false` where the browser has no worker, refuses it, or a file could not be had
 */
export function keepFiles(): Promise<boolean> {
  kept ??= install();
  return kept;
}
