import type { Language } from "../vocabulary.ts";
import { expandContraction } from "./contractions.ts";
import { foldText, type FoldedText } from "./fold-text.ts";
import { respellKinyarwanda } from "./kinyarwanda-spelling.ts";
import { writeNumbersInDigits } from "./numerals.ts";

/** One text, seen at the depths at which answers are compared. */
export interface TextForm {
  readonly raw: string;
  /** Letters only: case, punctuation, composition and look-alikes are gone. */
  readonly folded: FoldedText;
  /** Words with contractions written in full and Kinyarwanda in one spelling. */
  readonly words: readonly string[];
  /** `words` with numbers in digits, joined by spaces: two answers with the same normal form are the same answer. */
  readonly normal: string;
}

function spellWord(word: string, language: Language | null): string {
  if (language === "english") return expandContraction(word);
  return language === "kinyarwanda" ? respellKinyarwanda(word) : word;
}

function wordsOf(folded: string, language: Language | null): string[] {
  if (folded === "") return [];
  const words: string[] = [];
  for (const word of folded.split(" ")) {
    const spelled = spellWord(word, language);
    if (spelled.includes(" ")) words.push(...spelled.split(" "));
    else words.push(spelled);
  }
  return words;
}

/** The form of words that were changed after reading, for example by restoring an apostrophe. */
export function withWords(form: TextForm, words: readonly string[], language: Language | null): TextForm {
  return { ...form, words, normal: writeNumbersInDigits(words, language).join(" ") };
}

/** Reads a text by the rules of its language; of no language (null), only letters and digits are folded. */
export function readText(raw: string, language: Language | null): TextForm {
  const folded = foldText(raw, language);
  return withWords({ raw, folded, words: [], normal: "" }, wordsOf(folded.text, language), language);
}

/**
 * The normal form of an answer: folded letters, no punctuation, contractions in full, verified numbers in digits,
 * Kinyarwanda in one spelling; accents and word order stay. Answers with the same normal form are the same answer, so
 * disputes cluster by it. The rules of each language stand in docs/grading.md.
 *
 * `normaliseAnswer("I DON’T know!", "english") === "i do not know"`
 */
export function normaliseAnswer(text: string, language: Language | null): string {
  return readText(text, language).normal;
}
