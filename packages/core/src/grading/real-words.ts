import type { Language } from "../vocabulary.ts";
import { REAL_WORDS_ENGLISH } from "./real-words-english.ts";
import { REAL_WORDS_FRENCH } from "./real-words-french.ts";

const REAL_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  english: new Set(REAL_WORDS_ENGLISH.trim().split(/\s+/u)),
  french: new Set(REAL_WORDS_FRENCH.trim().split(/\s+/u)),
  // No list of Kinyarwanda words is both verified and free; there the course and the prefixes stand guard.
  kinyarwanda: new Set(),
};

/** Whether a word (without accents) is known to be a word of the language although the course may not teach it. */
export function isRealWord(word: string, language: Language): boolean {
  return REAL_WORDS[language].has(word);
}
