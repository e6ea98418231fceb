import { useEffect, useState } from "react";
import { onTooOld } from "../api.ts";
import { T } from "../messages/use-messages.tsx";
import { Button } from "../ui/button.tsx";
import "./offline-banner.css";

/** The next page comes from the worker's store, so the worker is asked for the newest one first. */
async function loadAgain(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.update().catch(() => undefined);
  window.location.reload();
}

/** Says that the server has gone on and no longer answers a page as old as this one; answers stay on the device. */
export function NewerVersion() {
  const [isTooOld, setTooOld] = useState(false);
  useEffect(() => onTooOld(() => setTooOld(true)), []);
  return (
    <div aria-live="assertive">
      {isTooOld && (
        <p className="offline-banner">
          <T of="error.CLIENT_TOO_OLD" />
          <Button look="secondary" onClick={() => void loadAgain()}>
            <T of="state.reload" />
          </Button>
        </p>
      )}
    </div>
  );
}
