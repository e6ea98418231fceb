import type { ReactNode } from "react";
import { StaffPage } from "../staff/staff-page.tsx";
import { W } from "../staff/words.tsx";

const PLACES = [
  { href: "/authoring", label: <W of="authoring.course" /> },
  { href: "/authoring/drafts", label: <W of="authoring.drafts" /> },
  { href: "/authoring/disputes", label: <W of="authoring.disputes" /> },
] as const;

/** The frame of the authors' pages. */
export function AuthoringFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <StaffPage title={title} access="author" places={PLACES}>
      {children}
    </StaffPage>
  );
}
