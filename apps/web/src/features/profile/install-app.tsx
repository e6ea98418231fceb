import { useEffect, useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { canInstall, install, isInstalled, onInstallable } from "./installable.ts";

/** Puts the app on the home screen, where the browser offers that. */
export function InstallApp() {
  const [isOffered, setOffered] = useState(canInstall);
  const [isDone, setDone] = useState(isInstalled);
  useEffect(() => onInstallable(() => setOffered(canInstall())), []);
  if (isDone) {
    return (
      <p className="small soft" aria-live="polite">
        <T of="profile.install.done" />
      </p>
    );
  }
  if (!isOffered) return null;
  return (
    <div className="stack">
      <p className="small soft">
        <T of="profile.install.body" />
      </p>
      <div>
        <Button look="secondary" icon="download" onClick={() => void install().then(setDone)}>
          <T of="profile.install" />
        </Button>
      </div>
    </div>
  );
}
