import { LANGUAGES, type Language } from "@fluentfusion/core";
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { readStored, writeStored } from "../ui/stored.ts";
import {
  type Args,
  type Catalogue,
  ENGLISH,
  loadCatalogue,
  type MessageKey,
  nameWithin,
  say,
} from "./catalogue.ts";
import { FORMAT_LOCALES, LANGUAGE_TAGS, preferredLanguage } from "./language-tags.ts";

const STORED_LANGUAGE = "ff.language";

type Tail<List extends readonly unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

interface MessagesValue {
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly setLanguage: (language: Language) => void;
}

const MessagesContext = createContext<MessagesValue>({
  language: "english",
  catalogue: ENGLISH,
  setLanguage: () => undefined,
});

/** The language chosen before, else the browser's. */
export function initialLanguage(): Language {
  const stored = readStored(STORED_LANGUAGE);
  return LANGUAGES.find((language) => language === stored) ?? preferredLanguage(navigator.languages);
}

/** Holds the interface language, keeps it on the device and names it on the document. */
export function MessagesProvider({ initial, children }: { initial: Catalogue; children: ReactNode }) {
  const [catalogue, setCatalogue] = useState(initial);

  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAGS[catalogue.language];
  }, [catalogue]);

  const setLanguage = useCallback((language: Language) => {
    writeStored(STORED_LANGUAGE, language);
    loadCatalogue(language).then(setCatalogue, () => undefined);
  }, []);

  const value = useMemo(
    () => ({ language: catalogue.language, catalogue, setLanguage }),
    [catalogue, setLanguage],
  );
  return <MessagesContext value={value}>{children}</MessagesContext>;
}

/**
 * `t` gives a text for attributes and titles; on the page, `T` also marks its language. `within` gives the name of something that
 * stands in a sentence.
 */
export function useMessages() {
  const { language, catalogue, setLanguage } = use(MessagesContext);
  const t = useCallback(
    <K extends MessageKey>(key: K, ...args: Args<K>) => say(catalogue, key, ...args).text,
    [catalogue],
  );
  const within = useCallback(
    (...names: Tail<Parameters<typeof nameWithin>>) => nameWithin(catalogue, ...names),
    [catalogue],
  );
  return { t, within, language, setLanguage, catalogue, locale: FORMAT_LOCALES[language] };
}

type TextProps<K extends MessageKey> = { readonly of: K } & (Args<K> extends [infer Params]
  ? { readonly with: Params }
  : object);

/** A message as text; marked with its own language where that is not the page's. */
export function T<K extends MessageKey>(props: TextProps<K>) {
  const { catalogue } = useMessages();
  const args = "with" in props ? [props.with] : [];
  const { text, language } = say(catalogue, props.of, ...(args as Args<K>));
  return language === catalogue.language ? text : <span lang={LANGUAGE_TAGS[language]}>{text}</span>;
}
