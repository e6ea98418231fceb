import type { ReactNode } from "react";
import { StaffPage } from "../staff/staff-page.tsx";
import { useWords, W } from "../staff/words.tsx";

const PLACES = [
  { href: "/authoring", label: <W of="authoring.course" /> },
  { href: "/authoring/drafts", label: <W of="authoring.drafts" /> },
  { href: "/authoring/disputes", label: <W of="authoring.disputes" /> },
] as const;

interface AuthoringFrameProps {
  readonly title: string;
  /** Where more than the title stands above the page. */
  readonly header?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the authors' pages. */
export function AuthoringFrame({ title, header, children }: AuthoringFrameProps) {
  const { w } = useWords();
  return (
    <StaffPage title={title} header={header} access="author" label={w("authoring.title")} places={PLACES}>
      {children}
    </StaffPage>
  );
}
