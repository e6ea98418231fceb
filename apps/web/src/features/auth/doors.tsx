import type { ReactNode } from "react";
import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { OfflineBanner } from "../../router/offline-banner.tsx";
import { Hills } from "../../ui/hills.tsx";
import { LanguagePicker } from "../../ui/language-picker.tsx";
import { Logo } from "../../ui/logo.tsx";
import "./doors.css";

interface DoorsProps {
  readonly children: ReactNode;
  readonly after?: ReactNode;
  /** Leaves a phone more room for a form. */
  readonly form?: boolean;
}

/** The frame of the pages before the sign-in: words on one side, the hills on the other (above, on a phone). */
export function Doors({ children, after, form = false }: DoorsProps) {
  const { t } = useMessages();
  return (
    <div className={form ? "doors doors-form" : "doors"}>
      <a className="skip-link" href="#main">
        <T of="app.skip" />
      </a>
      <header className="doors-header">
        <Link href="/" className="shell-brand">
          <Logo />
          FluentFusion
        </Link>
        <LanguagePicker label={t("app.language")} />
      </header>
      <OfflineBanner />
      <div className="doors-picture">
        <Hills />
      </div>
      <main id="main" className="doors-main" tabIndex={-1}>
        {children}
      </main>
      {after}
    </div>
  );
}
