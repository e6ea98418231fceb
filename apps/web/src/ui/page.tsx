import { type ReactNode, useEffect, useRef } from "react";
import "./page.css";

interface PageProps {
  /** Also the document's title. */
  readonly title: string;
  /** What stands above the content instead of a plain heading. */
  readonly header?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

let isFirstPage = true;

/** One view: names the document, and takes the focus so that a screen reader notices that the page has changed. */
export function Page({ title, header, narrow = false, children }: PageProps) {
  const heading = useRef<HTMLDivElement>(null);

  useEffect(() => {
    document.title = `${title} · FluentFusion`;
  }, [title]);

  useEffect(() => {
    if (!isFirstPage) {
      scrollTo(0, 0);
      heading.current?.querySelector("h1")?.focus({ preventScroll: true });
    }
    isFirstPage = false;
  }, []);

  return (
    <div className={narrow ? "page page-narrow" : "page"}>
      <div ref={heading}>{header ?? <h1 tabIndex={-1}>{title}</h1>}</div>
      {children}
    </div>
  );
}
