import { LANGUAGES, type Language } from "@fluentfusion/core";

/** BCP 47 tags of the three languages, for `lang` attributes, dates and voices. */
export const LANGUAGE_TAGS: Record<Language, string> = { kinyarwanda: "rw", english: "en", french: "fr" };

/**
 * How dates and numbers are written. Browsers have no month names of Kinyarwanda, and most of its interface is still in
 * English.
 */
export const FORMAT_LOCALES: Record<Language, string> = {
  kinyarwanda: "en-GB",
  english: "en-GB",
  french: "fr",
};

/** Each language by its own name: whoever looks for theirs can read it. */
export const OWN_NAMES: Record<Language, string> = {
  kinyarwanda: "Ikinyarwanda",
  english: "English",
  french: "Français",
};

/** The first of the browser's languages that the app speaks, else English. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().split("-")[0] === LANGUAGE_TAGS[language]);
    if (found !== undefined) return found;
  }
  return "english";
}
