import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import "./sub-nav.css";

interface SubNavProps {
  readonly label: string;
  readonly places: readonly { readonly href: string; readonly label: ReactNode }[];
}

/** The pages of one place, each with an address of its own. */
export function SubNav({ label, places }: SubNavProps) {
  const [path] = useLocation();
  return (
    <nav className="sub-nav" aria-label={label}>
      {places.map(({ href, label: name }) => (
        <Link key={href} href={href} aria-current={path === href ? "page" : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
