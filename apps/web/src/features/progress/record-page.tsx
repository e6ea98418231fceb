import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Page } from "../../ui/page.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";

const PLACES = [
  { href: "/progress", label: <T of="record.overview" /> },
  { href: "/progress/days", label: <T of="record.days" /> },
  { href: "/progress/reviews", label: <T of="record.reviews" /> },
  { href: "/progress/badges", label: <T of="record.badges" /> },
] as const;

/** The frame of what a learner's record shows. */
export function RecordPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useMessages();
  return (
    <Page title={title}>
      <SubNav label={t("record.nav")} places={PLACES} />
      {children}
    </Page>
  );
}
