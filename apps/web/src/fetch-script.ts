const TRIES = 3;
const PAUSE_MS = 700;

/** Asks for a script again where it was lost on the way; the last failure is the caller's. */
export async function fetchScript<Module>(load: () => Promise<Module>, tries = TRIES): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    return fetchScript(load, tries - 1);
  }
}
