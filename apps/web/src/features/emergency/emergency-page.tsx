import type { EmergencyPack } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { OpenFrame } from "../../router/open-frame.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { EmergencyNumbers } from "./emergency-numbers.tsx";
import { PhraseFinder } from "./phrase-finder.tsx";
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
    <OpenFrame motif="emergency">
      <Page title={t("emergency.title")}>
        <EmergencyNumbers />
        <p className="soft">
          <T of="emergency.lead" />
        </p>
        <QueryView query={query} loading={<Skeleton heights={[5, 5, 5]} />}>
          {({ phrases }) => <PhraseFinder phrases={phrases} />}
        </QueryView>
      </Page>
    </OpenFrame>
  );
}
