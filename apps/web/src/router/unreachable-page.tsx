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
      </Page>
    </Doors>
  );
}
