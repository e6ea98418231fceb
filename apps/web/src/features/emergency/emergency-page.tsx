import type { EmergencyPack } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { OfflineBanner } from "../../router/offline-banner.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { LanguagePicker } from "../../ui/language-picker.tsx";
import { Logo } from "../../ui/logo.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PhraseFinder } from "./phrase-finder.tsx";
import "../../router/shell.css";
import "./emergency.css";

/** By the address alone, so that the browser and the service worker can keep it. */
async function fetchPack(): Promise<EmergencyPack> {
  const response = await fetch("/trpc/sync.emergencyPack");
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { result } = (await response.json()) as { result: { data: EmergencyPack } };
  return result.data;
}

/** What to say in an emergency: for everyone, signed in or not, with a connection or without. */
export default function EmergencyPage() {
  const { t } = useMessages();
  const query = useQuery({ queryKey: ["emergency"], queryFn: fetchPack, networkMode: "always" });
  return (
    <>
      <header className="shell-header">
        <div className="shell-bar">
          <Link href="/" className="shell-brand">
            <Logo />
            FluentFusion
          </Link>
          <LanguagePicker label={t("app.language")} />
        </div>
        <div className="emergency-band">
          <Imigongo motif="emergency" tile={28} />
        </div>
      </header>
      <OfflineBanner />
      <main id="main">
        <Page title={t("emergency.title")}>
          <p className="soft">
            <T of="emergency.lead" />
          </p>
          <QueryView query={query} loading={<Skeleton heights={[5, 5, 5]} />}>
            {({ phrases }) => <PhraseFinder phrases={phrases} />}
          </QueryView>
        </Page>
      </main>
    </>
  );
}
