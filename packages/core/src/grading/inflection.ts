import type { Language } from "../vocabulary.ts";
import { AffixSet, type AffixChange } from "./affixes.ts";
import { kinyarwandaChange } from "./kinyarwanda-inflection.ts";
import type { ReasonCode } from "./verdict.ts";

type Change = AffixChange & { readonly stem: string };

const ENGLISH_ENDINGS = new AffixSet(["", "s", "es", "ies", "y", "d", "ed", "ing"], "suffix");
const ENGLISH_NEGATIVES = new AffixSet(["", "un", "in", "im", "ir", "il", "dis", "non", "mis"], "prefix");

const FRENCH_ENDINGS = new AffixSet(
  "s x e es ez er ent ai ais ait a as i is it r euse eur ons".split(" ").concat(""),
  "suffix",
);
const FRENCH_NEGATIVES = new AffixSet("in im ir il de des mal non re".split(" ").concat(""), "prefix");
const FRENCH_NUMBER_OR_GENDER = new Set(["", "s", "x", "e", "es", "eur", "euse"]);

/** The letter a masculine form can end in before the feminine e, after a vowel or in -nt, -nd, -rt, -rd. */
const MASCULINE = /(?:[aeiouy][tdsnlrcg]|[nr][td]|[iu])$/u;

function englishEndingChanged({ from, to, stem }: Change): boolean {
  const endings = new Set([from, to]);
  if (endings.has("") && endings.has("s")) return !stem.endsWith("s");
  if (endings.has("") && endings.has("d")) return stem.endsWith("e");
  if (endings.has("") && endings.has("y")) return false;
  return true;
}

function frenchEndingChanged({ from, to, stem }: Change): boolean {
  const endings = new Set([from, to]);
  if (endings.has("") && endings.has("e")) return MASCULINE.test(stem);
  // Letters that end a stem as often as they are an ending tell nothing when they stand against none.
  return !(endings.has("") && ["a", "i", "r", "as", "is", "it", "ai"].some((ending) => endings.has(ending)));
}

function englishChange(a: string, b: string, distance: number): ReasonCode | null {
  if (ENGLISH_NEGATIVES.changes(a, b, distance).length > 0) return "polarity_flipped";
  const change = ENGLISH_ENDINGS.changes(a, b, distance).find(englishEndingChanged);
  if (change === undefined) return null;
  return /(?:d|ing)$/u.test(change.from + change.to) ? "verb_form_changed" : "number_or_gender_changed";
}

function frenchChange(a: string, b: string, distance: number): ReasonCode | null {
  if (FRENCH_NEGATIVES.changes(a, b, distance).length > 0) return "polarity_flipped";
  const change = FRENCH_ENDINGS.changes(a, b, distance).find(frenchEndingChanged);
  if (change === undefined) return null;
  const nominal = FRENCH_NUMBER_OR_GENDER.has(change.from) && FRENCH_NUMBER_OR_GENDER.has(change.to);
  return nominal ? "number_or_gender_changed" : "verb_form_changed";
}

const CHANGE: Readonly<Record<Language, (a: string, b: string, distance: number) => ReasonCode | null>> = {
  english: englishChange,
  french: frenchChange,
  kinyarwanda: kinyarwandaChange,
};

/**
 * The grammar that a slip would change, or null when it changes none: the slip is read as an exchange of two endings or
 * two prefixes of the language wherever that explains it.
 *
 * @param typed,meant words without accents; `distance` is the edit distance between them, at least 1
 */
export function inflectionChanged(
  typed: string,
  meant: string,
  distance: number,
  language: Language,
): ReasonCode | null {
  return CHANGE[language](typed, meant, distance);
}
