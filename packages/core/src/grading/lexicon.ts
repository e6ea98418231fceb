import { LANGUAGES, type Language } from "../vocabulary.ts";
import { stripAccents } from "./accents.ts";
import { editDistance } from "./edit-distance.ts";
import { readText } from "./text-form.ts";

/** One form of one item of the course, as authored. */
export interface LexiconForm {
  readonly language: Language;
  readonly text: string;
  readonly itemId: string;
}

interface Neighbour {
  readonly word: string;
  readonly letters: number;
}

/** What the course teaches in one language, as the grader looks it up. */
export interface LanguageLexicon {
  /** The items of which a normal form is an answer. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** Words by their spelling without accents. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Words without accents by length, for the search of neighbours. */
  readonly byLength: readonly (readonly Neighbour[])[];
}

/** Every word and form of a course; made once by `buildLexicon`, then only read. */
export type Lexicon = Readonly<Record<Language, LanguageLexicon>>;

/** One bit for each letter of a to z in the word. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << ((word.charCodeAt(i) - 0x61) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function addTo(index: Map<string, string[]>, key: string, value: string): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function buildLanguage(authored: readonly LexiconForm[], language: Language): LanguageLexicon {
  const forms = new Map<string, string[]>();
  const words = new Map<string, string[]>();
  for (const { text, itemId } of authored) {
    const form = readText(text, language);
    if (form.normal === "") continue;
    addTo(forms, form.normal, itemId);
    for (const word of form.words) addTo(words, stripAccents(word), word);
  }
  const byLength: Neighbour[][] = [];
  for (const word of words.keys()) {
    (byLength[word.length] ??= []).push({ word, letters: lettersOf(word) });
  }
  return { forms, words, byLength };
}

/** Reads every form of the course once. Some thousand forms take some milliseconds. */
export function buildLexicon(forms: Iterable<LexiconForm>): Lexicon {
  const authored: Record<Language, LexiconForm[]> = { kinyarwanda: [], english: [], french: [] };
  for (const form of forms) authored[form.language].push(form);
  const entries = LANGUAGES.map((language) => [language, buildLanguage(authored[language], language)]);
  return Object.fromEntries(entries) as Record<Language, LanguageLexicon>;
}

/** Whether the course teaches `normal` as an answer, but to none of the items that one of `accepted` answers. */
export function answersOtherItem(
  lexicon: LanguageLexicon,
  normal: string,
  accepted: readonly string[],
): boolean {
  const items = lexicon.forms.get(normal);
  if (items === undefined) return false;
  return !accepted.some((form) => lexicon.forms.get(form)?.some((item) => items.includes(item)));
}

/**
 * The words of the course at most `limit` edits from `word`, itself excluded. Words without accents; a word of other
 * letters is passed by its letter set before any distance is taken.
 */
export function neighboursOf(lexicon: LanguageLexicon, word: string, limit: number): string[] {
  const found: string[] = [];
  const letters = lettersOf(word);
  for (let length = Math.max(1, word.length - limit); length <= word.length + limit; length++) {
    for (const other of lexicon.byLength[length] ?? []) {
      if (bitCount(other.letters ^ letters) > 2 * limit) continue;
      if (other.word !== word && editDistance(word, other.word, limit) <= limit) found.push(other.word);
    }
  }
  return found;
}
