import { useSession } from "../features/auth/session.tsx";
import { ErrorNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { OfflineBanner } from "./offline-banner.tsx";

/** Somebody who is probably signed in, while the server cannot say so. */
export function UnreachablePage({ error }: { error: unknown }) {
  const { check } = useSession();
  return (
    <>
      <OfflineBanner />
      <main id="main">
        <Page title="FluentFusion" narrow>
          <ErrorNotice error={error} onRetry={check} />
        </Page>
      </main>
    </>
  );
}
