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

function acceptedAt(place: number, { accepted }: FormContext): ReadonlySet<string> {
  return new Set(accepted.map((form) => stripAccents(form.words[place] ?? "")));
}

/** Two answers of the same number of words, compared word by word. */
function compareInPlace(
  typed: readonly string[],
  meant: readonly string[],
  context: FormContext,
): FormComparison {
  let slips = 0;
  let accents = 0;
  const offset = (context.accepted[0]?.words.length ?? 0) - meant.length;
  for (const [place, word] of meant.entries()) {
    const answer = typed[place] ?? "";
    if (answer === word) continue;
    const comparison = compareWords(answer, word, {
      language: context.language,
      lexicon: context.lexicon,
      accepted: acceptedAt(place + Math.max(0, offset), context),
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
  const [typedRest, meantRest] = [
    withoutArticles(typed.rest, language),
    withoutArticles(meant.rest, language),
  ];
  if (typedRest.length !== meantRest.length) {
    return wrong(differOnlyInNegation(answer.words, form.words, language) ? "polarity_flipped" : "too_far");
  }
  const rest = compareInPlace(typedRest, meantRest, context);
  if (rest.reason !== "normalised") return rest;
  const inner = typed.rest.join(" ") === meant.rest.join(" ");
  return opening === "free" && inner
    ? { outcome: "correct", reason: "function_word" }
    : almost("function_word");
}
