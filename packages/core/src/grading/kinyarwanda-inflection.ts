import { AffixSet } from "./affixes.ts";
import type { ReasonCode } from "./verdict.ts";

/** Noun-class prefixes with their initial vowel; number and class stand in them (umuntu, abantu; ikintu, ibintu). */
const NOUN_CLASSES = new AffixSet(
  "umu umw aba imi imy iki igi ik ibi iby ama uru urw utu utw udu aka aga ubu ubw uku ukw ugu aha".split(" "),
  "prefix",
);

const NEGATIVES = ["", "nti", "si", "sin", "sim", "ta"];
const SUBJECTS =
  "n m nd u w a y i z zi tu tw du dw mu mw ba b ki gi k g bi by ri ry ru rw ka ga bu bw ku kw ha h".split(
    " ",
  );
const TENSES = ["", "ra", "za", "a", "ara", "da"];

const VERB_PREFIXES = new AffixSet(
  new Set(
    NEGATIVES.flatMap((negative) =>
      SUBJECTS.flatMap((subject) => TENSES.map((tense) => negative + subject + tense)),
    ),
  ),
  "prefix",
);
const NEGATIVE_PREFIXES = new AffixSet(NEGATIVES, "prefix");
/** Final vowels of a verb: statement or infinitive, request, and the completed form. */
const VERB_ENDINGS = new AffixSet(["a", "e", "ye", "we", "wa"], "suffix");

const NOUN = /^(?:[ui]m[uiwy]|ab[a]|i[ckgb][iy]|ama|u[rtkb][uw]|udu|ugu|aka|aga|aha)/u;
const TENSE = /(?:ara|ra|za|da|a)$/u;

function isNegative(prefix: string): boolean {
  return /^(?:nti|si|ta)/u.test(prefix);
}

function verbChange(from: string, to: string): ReasonCode {
  if (isNegative(from) !== isNegative(to)) return "polarity_flipped";
  return from.replace(TENSE, "") === to.replace(TENSE, "")
    ? "tense_prefix_changed"
    : "subject_prefix_changed";
}

/**
 * The grammar that a slip in a Kinyarwanda word would change. A word that opens like a noun is read as one; every other
 * word as a verb: negative, subject and tense prefixes in front, the final vowel behind.
 */
export function kinyarwandaChange(typed: string, meant: string, distance: number): ReasonCode | null {
  if (NEGATIVE_PREFIXES.changes(typed, meant, distance).length > 0) return "polarity_flipped";
  if (NOUN.test(meant)) {
    return NOUN_CLASSES.changes(typed, meant, distance).length > 0 ? "number_or_gender_changed" : null;
  }
  const [change] = VERB_PREFIXES.changes(typed, meant, distance);
  if (change !== undefined) return verbChange(change.from, change.to);
  return VERB_ENDINGS.changes(typed, meant, distance).length > 0 ? "verb_form_changed" : null;
}
