import type { Language } from "@fluentfusion/core";
import { LANGUAGE_TAGS } from "../messages/language-tags.ts";
import { typeset } from "../messages/typeset.ts";

interface InLanguageProps {
  /** `null`: not known, or none. */
  readonly language: Language | null;
  readonly children: string;
}

/** Text of the course or of an answer, marked with its language so that a screen reader speaks it with the right voice. */
export function InLanguage({ language, children }: InLanguageProps) {
  return (
    <span lang={language === null ? undefined : LANGUAGE_TAGS[language]} translate="no">
      {language === null ? children : typeset(children, language)}
    </span>
  );
}
