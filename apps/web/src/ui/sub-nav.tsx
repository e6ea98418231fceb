import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import "./sub-nav.css";

interface SubNavProps {
  readonly label: string;
  readonly places: readonly { readonly href: string; readonly label: ReactNode }[];
}

/** The pages of one place, each with an address of its own. */
export function SubNav({ label, places }: SubNavProps) {
  const [path] = useLocation();
  const nav = useRef<HTMLElement>(null);

  // On a phone the row is wider than the screen; each page has a row of its own.
  useEffect(() => {
    const own = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (own) nav.current?.scrollTo({ left: own.offsetLeft - (innerWidth - own.offsetWidth) / 2 });
  }, []);

  return (
    <nav ref={nav} className="sub-nav" aria-label={label}>
      {places.map(({ href, label: name }) => (
        <Link key={href} href={href} aria-current={path === href ? "page" : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
