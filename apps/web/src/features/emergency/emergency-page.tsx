import type { EmergencyPack } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

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
    <main id="main">
      <Page title={t("emergency.title")}>
        <QueryView query={query} loading={<Skeleton heights={[4, 4, 4]} />}>
          {({ phrases }) => (
            <div className="stack">
              {phrases.map(({ id, kinyarwanda, english, french }) => (
                <p key={id} className="sampler-phrase" translate="no">
                  <strong lang={LANGUAGE_TAGS.kinyarwanda}>{kinyarwanda}</strong>{" "}
                  <span lang={LANGUAGE_TAGS.english}>{english}</span>{" "}
                  <span lang={LANGUAGE_TAGS.french} className="soft">
                    {french}
                  </span>
                </p>
              ))}
            </div>
          )}
        </QueryView>
        <p>
          <Link href="/">
            <T of="missing.home" />
          </Link>
        </p>
      </Page>
    </main>
  );
}
