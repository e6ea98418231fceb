import type { Role } from "@fluentfusion/core";
import type { ReactNode } from "react";
import { EmptyNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import { useUser } from "../auth/session.tsx";
import { W } from "./words.tsx";
import "./staff.css";

interface StaffPageProps {
  readonly title: string;
  /** What stands above the content instead of the title alone. */
  readonly header?: ReactNode;
  /** Besides admins, who may see it; the server refuses everybody else whatever the page shows. */
  readonly access: Role;
  /** The pages that belong together, and what they are called as a whole. */
  readonly places?: readonly { readonly href: string; readonly label: ReactNode }[];
  readonly label?: string;
  readonly children: ReactNode;
}

/** The frame of a page for staff. */
export function StaffPage({ title, header, access, places, label = title, children }: StaffPageProps) {
  const user = useUser();
  const mayEnter = user.role === access || user.role === "admin";
  return (
    <Page title={title} header={header}>
      {mayEnter ? (
        <>
          {places && <SubNav label={label} places={places} />}
          {children}
        </>
      ) : (
        <EmptyNotice title={<W of="staff.refused.title" />}>
          <W of="staff.refused.body" />
        </EmptyNotice>
      )}
    </Page>
  );
}
