import type { Language } from "@fluentfusion/core";
import { LANGUAGE_TAGS } from "../messages/language-tags.ts";

/** Text of the course, marked with its language so that a screen reader speaks it with the right voice. */
export function InLanguage({ language, children }: { language: Language; children: string }) {
  return (
    <span lang={LANGUAGE_TAGS[language]} translate="no">
      {children}
    </span>
  );
}
