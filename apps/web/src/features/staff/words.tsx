import { useCallback } from "react";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { typeset } from "../../messages/typeset.ts";
import { useMessages } from "../../messages/use-messages.tsx";
import { enStaff } from "./en-staff.ts";
import { frStaff } from "./fr-staff.ts";

export type StaffKey = keyof typeof enStaff;
type ParamsOf<K extends StaffKey> = (typeof enStaff)[K] extends (params: infer Params) => string
  ? Params
  : never;
export type StaffMessages = {
  readonly [K in StaffKey]: (typeof enStaff)[K] extends string ? string : (params: ParamsOf<K>) => string;
};
type Args<K extends StaffKey> = (typeof enStaff)[K] extends string ? [] : [params: ParamsOf<K>];

/** The words of the pages for staff: French, else English, since none of them is verified in Kinyarwanda. */
export function useWords() {
  const { language, locale, t } = useMessages();
  const w = useCallback(
    <K extends StaffKey>(key: K, ...args: Args<K>): string => {
      const message: unknown = (language === "french" ? frStaff : enStaff)[key];
      const text = typeof message === "function" ? String(message(...args)) : String(message);
      return typeset(text, language);
    },
    [language],
  );
  return { w, t, locale };
}

type WordsProps<K extends StaffKey> = { readonly of: K } & (Args<K> extends [infer Params]
  ? { readonly with: Params }
  : object);

/** The same as text on the page, marked as English where the page is in Kinyarwanda. */
export function W<K extends StaffKey>(props: WordsProps<K>) {
  const { language } = useMessages();
  const { w } = useWords();
  const args = "with" in props ? [props.with] : [];
  const text = w(props.of, ...(args as Args<K>));
  return language === "kinyarwanda" ? <span lang={LANGUAGE_TAGS.english}>{text}</span> : text;
}
