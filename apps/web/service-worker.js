/* global self, caches, fetch */
/** Filled in by the build: every file of the app, and a name for this set of them. */
const { files, version } = self.BUILD;
const SHELL = `shell-${version}`;
const PHRASES = "phrases";
const EMERGENCY = "/trpc/sync.emergencyPack";

async function fill() {
  await (await caches.open(SHELL)).addAll(["/", ...files]);
  // For the day without a connection; now or at the next visit.
  await (await caches.open(PHRASES)).add(EMERGENCY).catch(() => undefined);
  await self.skipWaiting();
}

async function clean() {
  const names = await caches.keys();
  const stale = names.filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(stale.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(clean()));

async function pageOrShell(request) {
  try {
    return await fetch(request);
  } catch {
    return caches.match("/", { ignoreVary: true });
  }
}

async function fresh(request) {
  const kept = await caches.open(PHRASES);
  try {
    const response = await fetch(request);
    if (response.ok) await kept.put(EMERGENCY, response.clone());
    return response;
  } catch {
    return (await kept.match(EMERGENCY, { ignoreVary: true })) ?? Response.error();
  }
}

/** Calls of the API pass by, but for what is for everyone. */
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageOrShell(request));
  else if (pathname === EMERGENCY) event.respondWith(fresh(request));
  else if (files.includes(pathname)) {
    // A module is asked for with an `Origin`, by which servers say that answers vary; files do not.
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});
