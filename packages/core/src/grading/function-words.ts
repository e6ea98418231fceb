import type { Language } from "../vocabulary.ts";

/** How the small words that open two answers relate. */
export type OpeningChange = "same" | "free" | "slip" | "number_or_gender_changed" | "too_far";

const ENGLISH_ARTICLES = new Set(["a", "an", "the"]);
/** With these an article is no ornament: "a few" is some, "few" is hardly any. */
const ENGLISH_QUANTITIES = new Set([
  "few",
  "little",
  "lot",
  "bit",
  "while",
  "couple",
  "moment",
  "hundred",
  "thousand",
]);

type Gender = "masculine" | "feminine" | "any";
const FRENCH_ARTICLES: ReadonlyMap<string, { readonly gender: Gender; readonly plural: boolean }> = new Map([
  ["le", { gender: "masculine", plural: false }],
  ["un", { gender: "masculine", plural: false }],
  ["la", { gender: "feminine", plural: false }],
  ["une", { gender: "feminine", plural: false }],
  ["l", { gender: "any", plural: false }],
  ["les", { gender: "any", plural: true }],
  ["des", { gender: "any", plural: true }],
]);

/** French nouns that mean another thing in the other gender. */
const FRENCH_GENDER_HOMOGRAPHS = new Set(
  "livre poste tour mode voile manche moule poele vase somme page memoire critique garde aide physique guide".split(
    " ",
  ),
);

/** An answer and the small word it opens with, if it does: an article, or the "to" of an English infinitive. */
export interface Opening {
  readonly word: string | null;
  readonly rest: readonly string[];
}

export function splitOpening(words: readonly string[], language: Language): Opening {
  const [first, second] = words;
  const none = { word: null, rest: words };
  if (first === undefined || second === undefined) return none;
  if (language === "french") return FRENCH_ARTICLES.has(first) ? { word: first, rest: words.slice(1) } : none;
  if (language !== "english" || (first !== "to" && !ENGLISH_ARTICLES.has(first))) return none;
  return ENGLISH_QUANTITIES.has(second) ? none : { word: first, rest: words.slice(1) };
}

/** The words without any English article but those of a quantity; other languages are left as they are. */
export function withoutArticles(words: readonly string[], language: Language): readonly string[] {
  if (language !== "english" || !words.some((word) => ENGLISH_ARTICLES.has(word))) return words;
  return words.filter((word, i) => !ENGLISH_ARTICLES.has(word) || ENGLISH_QUANTITIES.has(words[i + 1] ?? ""));
}

function frenchChange(typed: Opening, meant: Opening): OpeningChange {
  const article = FRENCH_ARTICLES.get(typed.word ?? "");
  if (article === undefined) return "slip";
  const noun = meant.rest[0] ?? "";
  const authored = FRENCH_ARTICLES.get(meant.word ?? "");
  if (authored === undefined) {
    if (article.plural && !/[sxz]$/u.test(noun)) return "number_or_gender_changed";
    if (article.gender === "any") return "free";
    return FRENCH_GENDER_HOMOGRAPHS.has(noun) ? "number_or_gender_changed" : "slip";
  }
  const sameGender =
    article.gender === authored.gender || article.gender === "any" || authored.gender === "any";
  return sameGender && article.plural === authored.plural ? "slip" : "number_or_gender_changed";
}

/**
 * What it means that an answer opens with another article than the accepted form. Kinyarwanda has no articles, so
 * whoever translates from it cannot know which one the author chose; only number and gender are not free.
 */
export function compareOpenings(typed: Opening, meant: Opening, language: Language): OpeningChange {
  if (typed.word === meant.word) return "same";
  if (language === "french") return frenchChange(typed, meant);
  if (typed.word === null || meant.word === null)
    return typed.word === "to" || meant.word === "to" ? "slip" : "free";
  return typed.word === "to" || meant.word === "to" ? "too_far" : "slip";
}
