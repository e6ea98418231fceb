import type { EmergencyPack } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { OfflineBanner } from "../../router/offline-banner.tsx";
import { SpeakButton } from "../../speech/speak-button.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { LanguagePicker } from "../../ui/language-picker.tsx";
import { Logo } from "../../ui/logo.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
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
            {({ phrases }) => (
              <ul className="emergency-phrases">
                {phrases.map((phrase) => (
                  <li key={phrase.id}>
                    <Phrase phrase={phrase} />
                  </li>
                ))}
              </ul>
            )}
          </QueryView>
        </Page>
      </main>
    </>
  );
}

function Phrase({ phrase }: { phrase: EmergencyPack["phrases"][number] }) {
  const { kinyarwanda, english, french } = phrase;
  return (
    <div className="emergency-phrase card" translate="no">
      <p className="emergency-words">
        {kinyarwanda !== null && <strong lang={LANGUAGE_TAGS.kinyarwanda}>{kinyarwanda}</strong>}
        <span lang={LANGUAGE_TAGS.english}>{english}</span>
        <span lang={LANGUAGE_TAGS.french} className="soft">
          {french}
        </span>
      </p>
      {kinyarwanda !== null && <SpeakButton text={kinyarwanda} language="kinyarwanda" />}
    </div>
  );
}
