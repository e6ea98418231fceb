import type { ReactNode } from "react";
import { StaffPage } from "../staff/staff-page.tsx";
import { useWords, W } from "../staff/words.tsx";

const PLACES = [
  { href: "/operator", label: <W of="operator.users" /> },
  { href: "/operator/engine", label: <W of="operator.engine" /> },
  { href: "/operator/audit", label: <W of="operator.audit" /> },
] as const;

/** The frame of the operator's pages. */
export function OperatorFrame({ title, children }: { title: string; children: ReactNode }) {
  const { w } = useWords();
  return (
    <StaffPage title={title} access="admin" label={w("operator.title")} places={PLACES}>
      {children}
    </StaffPage>
  );
}
