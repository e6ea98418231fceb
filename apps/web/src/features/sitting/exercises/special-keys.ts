import type { Language } from "@fluentfusion/core";

/** What a phone's or a foreign keyboard hides: French letters, and the apostrophe of Kinyarwanda's contractions. */
export const SPECIAL_KEYS: Record<Language, readonly string[]> = {
  french: ["é", "è", "ê", "à", "â", "ç", "î", "ï", "ô", "ù", "û", "œ", "'", "-"],
  kinyarwanda: ["'"],
  english: ["'", "-"],
};
