import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useSession } from "../features/auth/session.tsx";
import { EarnedElsewhere } from "../features/progress/elsewhere.tsx";
import { useDeviceAnswers } from "../features/device/use-device-answers.ts";
import { T, useMessages } from "../messages/use-messages.tsx";
import { Icon } from "../ui/icon.tsx";
import { ImigongoBand } from "../ui/imigongo.tsx";
import { Logo } from "../ui/logo.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import "./shell.css";

const PLACES = [
  { href: "/", name: "home", owns: /^\/$/ },
  { href: "/lessons", name: "lessons", owns: /^\/lessons/ },
  { href: "/plan", name: "plan", owns: /^\/plan/ },
  { href: "/progress", name: "progress", owns: /^\/progress/ },
  { href: "/profile", name: "profile", owns: /^\/profile/ },
] as const;

/** The frame of a signed-in learner: the places at the bottom of a phone, at the top of a larger screen. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useMessages();
  const [path] = useLocation();
  const { session } = useSession();
  useDeviceAnswers(session.state !== "checking");
  return (
    <>
      <a className="skip-link" href="#main">
        <T of="app.skip" />
      </a>
      <header className="shell-header">
        <div className="shell-bar">
          <Link href="/" className="shell-brand">
            <Logo />
            FluentFusion
          </Link>
          <nav className="shell-nav" aria-label={t("nav.label")}>
            {PLACES.map(({ href, name, owns }) => (
              <Link key={href} href={href} aria-current={owns.test(path) ? "page" : undefined}>
                <Icon name={name} />
                <T of={`nav.${name}`} />
              </Link>
            ))}
          </nav>
        </div>
        <ImigongoBand />
      </header>
      <OfflineBanner />
      {session.state === "in" && <EarnedElsewhere />}
      <main id="main" className="shell-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
