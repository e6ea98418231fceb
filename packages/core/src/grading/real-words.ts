import type { Language } from "../vocabulary.ts";

const ENGLISH = "";
const FRENCH = "";

const REAL_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  english: new Set(ENGLISH.split(" ")),
  french: new Set(FRENCH.split(" ")),
  kinyarwanda: new Set(),
};

/** Whether a word (without accents) is known to be a word of the language although the course may not teach it. */
export function isRealWord(word: string, language: Language): boolean {
  return REAL_WORDS[language].has(word);
}
