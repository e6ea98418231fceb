import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Page } from "../../ui/page.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";

const PLACES = [
  { href: "/profile", label: <T of="profile.you" /> },
  { href: "/profile/sign-in", label: <T of="profile.safety" /> },
  { href: "/profile/data", label: <T of="profile.data" /> },
] as const;

/** The frame of the profile's pages. */
export function ProfileFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useMessages();
  return (
    <Page title={title}>
      <SubNav label={t("profile.nav")} places={PLACES} />
      {children}
    </Page>
  );
}
