const TRIES = 3;
const PAUSE_MS = 700;

/** A script that could not be had: there may be no network, or a newer release with other names of files. */
export class LostScriptError extends Error {
  override name = "LostScriptError";
}

/** Asks for a script again where it was lost on the way. Throws LostScriptError after the last try. */
export async function fetchScript<Module>(load: () => Promise<Module>, tries = TRIES): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (tries <= 1) throw new LostScriptError("a script of the app could not be fetched", { cause });
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    return fetchScript(load, tries - 1);
  }
}

/**
 * Loads the page again, if the server can be reached. A browser may remember for as long as a page stands that a script of it could
 * not be had, and a newer release has other names of files: loading anew mends both.
 */
export async function reloadIfReachable(): Promise<boolean> {
  const answer = await fetch("/", { cache: "no-store" }).catch(() => null);
  if (answer?.ok !== true) return false;
  location.reload();
  return true;
}
