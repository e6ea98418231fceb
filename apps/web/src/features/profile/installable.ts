/** What Chromium fires when the app could be installed; the DOM's types do not know it. */
interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();

const tell = () => {
  for (const listener of listeners) listener();
};

/** Keeps the browser's offer until somebody asks for it in the profile. Called once, at the start. */
export function keepInstallOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = event as InstallEvent;
    tell();
  });
  addEventListener("appinstalled", () => {
    offered = null;
    tell();
  });
}

export const canInstall = (): boolean => offered !== null;

export const isInstalled = (): boolean => matchMedia("(display-mode: standalone)").matches;

/** Calls `listener` when the offer comes or goes. Returns how to stop that. */
export function onInstallable(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Asks the browser to install; whether the learner agreed. An offer is good once. */
export async function install(): Promise<boolean> {
  const event = offered;
  offered = null;
  tell();
  return event !== null && (await event.prompt()).outcome === "accepted";
}
