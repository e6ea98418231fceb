import { Link } from "wouter";
import { deviceOwner } from "../features/device/device-store.ts";
import { T } from "../messages/use-messages.tsx";
import { Doors } from "../features/auth/doors.tsx";
import { useSession } from "../features/auth/session.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";

/** Somebody who is probably signed in, while the server cannot say so. */
export function UnreachablePage({ error }: { error: unknown }) {
  const { check } = useSession();
  return (
    <Doors form>
      <Page title="FluentFusion" header={<h1 className="visually-hidden">FluentFusion</h1>} narrow>
        <ErrorNotice error={error} onRetry={check} />
        <ul className="stack">
          {deviceOwner() !== null && (
            <li>
              <Link href="/flight">
                <T of="flight.title" />
              </Link>
            </li>
          )}
          <li>
            <Link href="/emergency">
              <T of="emergency.title" />
            </Link>
          </li>
        </ul>
      </Page>
    </Doors>
  );
}
