import type { Language } from "../vocabulary.ts";
import { stripAccents } from "./accents.ts";
import { compareWords } from "./compare-words.ts";
import { compareOpenings, splitOpening, withoutArticles } from "./function-words.ts";
import type { LanguageLexicon } from "./lexicon.ts";
import { differOnlyInNegation } from "./negation.ts";
import type { TextForm } from "./text-form.ts";
import type { ReasonCode } from "./verdict.ts";

export interface FormContext {
  readonly language: Language;
  readonly lexicon: LanguageLexicon;
  readonly strict: boolean;
  readonly accepted: readonly TextForm[];
}

export interface FormComparison {
  readonly outcome: "correct" | "almost" | "wrong";
  readonly reason: ReasonCode;
}

const LETTERS_PER_SLIP = 10;

const wrong = (reason: ReasonCode): FormComparison => ({ outcome: "wrong", reason });
const almost = (reason: ReasonCode): FormComparison => ({ outcome: "almost", reason });

/** The words that the accepted forms hold in a place, counted from the end: an opening may have been taken off. */
function acceptedAt(fromEnd: number, { accepted }: FormContext): ReadonlySet<string> {
  return new Set(accepted.map((form) => stripAccents(form.words.at(-fromEnd) ?? "")));
}

/** Two answers of the same number of words, compared word by word. */
function compareInPlace(
  typed: readonly string[],
  meant: readonly string[],
  context: FormContext,
): FormComparison {
  let slips = 0;
  let accents = 0;
  for (const [place, word] of meant.entries()) {
    const answer = typed[place] ?? "";
    if (answer === word) continue;
    const comparison = compareWords(answer, word, {
      language: context.language,
      lexicon: context.lexicon,
      accepted: acceptedAt(meant.length - place, context),
      opensPhrase: place === 0 && meant.length > 1,
    });
    if (comparison.kind === "refused") return wrong(comparison.reason);
    if (comparison.kind === "accent") accents++;
    if (comparison.kind === "slip") slips += comparison.slips;
  }
  const letters = meant.reduce((sum, word) => sum + word.length, 0);
  if (slips > Math.max(1, Math.floor(letters / LETTERS_PER_SLIP))) return wrong("too_far");
  if (slips > 0) return context.strict ? wrong("strict_no_tolerance") : almost("typo_forgiven");
  return accents > 0 ? almost("accent_missing") : { outcome: "correct", reason: "normalised" };
}

function compareSpacing(answer: TextForm, form: TextForm, language: Language): FormComparison | null {
  if (answer.words.join("") !== form.words.join("")) return null;
  if (differOnlyInNegation(answer.words, form.words, language)) return wrong("polarity_flipped");
  return language === "kinyarwanda" ? { outcome: "correct", reason: "spacing" } : almost("spacing");
}

/** What follows the opening: word by word as it stands, or else without the articles of English. */
function compareRest(
  typed: readonly string[],
  meant: readonly string[],
  context: FormContext,
): FormComparison {
  const { language } = context;
  const asTyped = typed.length === meant.length ? compareInPlace(typed, meant, context) : null;
  if (asTyped !== null && asTyped.outcome !== "wrong") return asTyped;
  const [bareTyped, bareMeant] = [withoutArticles(typed, language), withoutArticles(meant, language)];
  if (bareTyped.length === bareMeant.length && (bareTyped !== typed || bareMeant !== meant)) {
    const bare = compareInPlace(bareTyped, bareMeant, context);
    return bare.reason === "normalised" ? almost("function_word") : bare;
  }
  if (asTyped !== null) return asTyped;
  return wrong(differOnlyInNegation(typed, meant, language) ? "polarity_flipped" : "too_far");
}

/**
 * Compares an answer with one accepted form whose normal form is another: spacing, small words, accents, slips, in the
 * order of the harm that they could do.
 */
export function compareForms(answer: TextForm, form: TextForm, context: FormContext): FormComparison {
  const { language } = context;
  const spacing = compareSpacing(answer, form, language);
  if (spacing !== null) return spacing;
  const [typed, meant] = [splitOpening(answer.words, language), splitOpening(form.words, language)];
  const opening = compareOpenings(typed, meant, language);
  if (opening === "too_far" || opening === "number_or_gender_changed") return wrong(opening);
  const rest = compareRest(typed.rest, meant.rest, context);
  if (rest.reason !== "normalised") return rest;
  return opening === "free" ? { outcome: "correct", reason: "function_word" } : almost("function_word");
}
