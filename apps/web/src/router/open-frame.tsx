import type { ReactNode } from "react";
import { Link } from "wouter";
import { useMessages } from "../messages/use-messages.tsx";
import { Imigongo, type Motif } from "../ui/imigongo.tsx";
import { LanguagePicker } from "../ui/language-picker.tsx";
import { Logo } from "../ui/logo.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import "./shell.css";

interface OpenFrameProps {
  readonly motif: Motif;
  readonly children: ReactNode;
}

/** The frame of what everybody may read, signed in or not. */
export function OpenFrame({ motif, children }: OpenFrameProps) {
  const { t } = useMessages();
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
        <div className="open-band">
          <Imigongo motif={motif} tile={28} />
        </div>
      </header>
      <OfflineBanner />
      <main id="main">{children}</main>
    </>
  );
}
