import type { Language } from "../vocabulary.ts";
import { AffixSet, type AffixChange } from "./affixes.ts";
import { kinyarwandaChange } from "./kinyarwanda-inflection.ts";
import type { ReasonCode } from "./verdict.ts";

const ENGLISH_ENDINGS = new AffixSet(["", "s", "es", "ies", "y", "d", "ed", "ing"], "suffix");
const ENGLISH_NEGATIVES = new AffixSet(["", "un", "in", "im", "ir", "il", "dis", "non", "mis"], "prefix");
const FRENCH_ENDINGS = new AffixSet(
  "s x e es er ez ent ra rai ras rais rait rez ront eur euse".split(" ").concat(""),
  "suffix",
);
const FRENCH_NEGATIVES = new AffixSet(["", "in", "im", "ir", "il", "de", "des", "mal", "non"], "prefix");

const VERB_ENDING = /(?:d|ing|er|ez|ent|r(?:a|ai|as|ais|ait|ez|ont))$/u;
/** What a masculine form ends in before the feminine e. */
const MASCULINE = /(?:n[td]|r[td]|[aeo]i[sn]|ien|ier|[aei]l|[iu]t?)$/u;

function isPair({ from, to }: AffixChange, one: string, other: string): boolean {
  return (from === one && to === other) || (from === other && to === one);
}

/** Single letters are endings in some words and part of the stem in most: what they stand behind decides. */
function englishEndingChanged(change: AffixChange): boolean {
  if (isPair(change, "", "s")) return !change.toStem.endsWith("s");
  if (isPair(change, "", "d")) return change.toStem.endsWith("e");
  return !isPair(change, "", "y") && !isPair(change, "s", "d") && !isPair(change, "s", "y");
}

function frenchEndingChanged(change: AffixChange): boolean {
  if (isPair(change, "", "s")) return !/[sxz]$/u.test(change.toStem);
  if (isPair(change, "", "x")) return change.toStem.endsWith("u");
  if (isPair(change, "", "e")) return MASCULINE.test(change.toStem);
  const singles = change.from.length < 2 && change.to.length < 2;
  return !singles && !isPair(change, "e", "er") && !isPair(change, "s", "es");
}

/** A negative prefix put on or taken off; one for another is a slip within it. */
function negationChanged(prefixes: AffixSet, a: string, b: string, distance: number): boolean {
  return prefixes.changes(a, b, distance).some(({ from, to }) => from === "" || to === "");
}

function changeOf(change: AffixChange | undefined): ReasonCode | null {
  if (change === undefined) return null;
  const verbal = VERB_ENDING.test(change.from) || VERB_ENDING.test(change.to);
  return verbal ? "verb_form_changed" : "number_or_gender_changed";
}

function englishChange(a: string, b: string, distance: number): ReasonCode | null {
  if (negationChanged(ENGLISH_NEGATIVES, a, b, distance)) return "polarity_flipped";
  return changeOf(ENGLISH_ENDINGS.changes(a, b, distance).find(englishEndingChanged));
}

function frenchChange(a: string, b: string, distance: number): ReasonCode | null {
  if (negationChanged(FRENCH_NEGATIVES, a, b, distance)) return "polarity_flipped";
  return changeOf(FRENCH_ENDINGS.changes(a, b, distance).find(frenchEndingChanged));
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
