import "@fontsource-variable/figtree/wght.css";
import "@fontsource/bricolage-grotesque/700.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/card.css";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { askEarly, mayBeSignedIn } from "./features/auth/take-up-session.ts";
import { keepInstallOffer } from "./features/profile/installable.ts";
import { keepFiles } from "./kept-files.ts";
import { ENGLISH, loadCatalogue } from "./messages/catalogue.ts";
import { initialLanguage } from "./messages/use-messages.tsx";
import { fetchPageAt } from "./router/learner-pages.ts";

/** The frame does not wait longer for the page in it. */
const PAGE_AWAITED_MS = 300;
/** By then the first page stands, on most connections. */
const KEEP_FILES_AFTER_MS = 1500;

/**
 * Draws the app as soon as its language and its page are there. This module itself waits for neither: the script of a page takes its
 * parts from the one that this is in, and does not run before that has.
 */
async function start(): Promise<void> {
  const page = mayBeSignedIn() ? fetchPageAt(location.pathname) : undefined;
  if (mayBeSignedIn()) askEarly();
  // English is in the bundle: if the other language cannot be fetched, the app still starts.
  const catalogue = await loadCatalogue(initialLanguage()).catch(() => ENGLISH);
  // It was asked for together with this script, so that frame and page are drawn once instead of one after the other.
  await Promise.race([page, new Promise((done) => setTimeout(done, PAGE_AWAITED_MS))]);
  const root = document.getElementById("root");
  if (root === null) return;
  const app = (
    <StrictMode>
      <App catalogue={catalogue} />
    </StrictMode>
  );
  // In pieces of 5 ms: the bar of index.html stands by now, and a phone that is slow answers to touch meanwhile.
  startTransition(() => createRoot(root).render(app));
}

// The scripts came through: see index.html.
history.replaceState(null, "");
keepInstallOffer();
void start();
setTimeout(() => void keepFiles(), KEEP_FILES_AFTER_MS);
