import { AffixSet, type AffixChange } from "./affixes.ts";
import type { ReasonCode } from "./verdict.ts";

/** Noun-class prefixes with their initial vowel, those of one class together: umuntu, abantu; ikintu, ibintu. */
const NOUN_CLASSES = [
  "umu umw",
  "aba",
  "imi imy",
  "iki igi ik icy",
  "ibi iby",
  "ama",
  "uru urw",
  "utu utw udu",
  "aka aga",
  "ubu ubw",
  "uku ukw ugu",
  "aha",
];
const CLASS_OF: ReadonlyMap<string, string> = new Map(
  NOUN_CLASSES.flatMap((group) => group.split(" ").map((prefix) => [prefix, group] as const)),
);
const NOUN_PREFIXES = new AffixSet(CLASS_OF.keys(), "prefix");
/** How a noun opens: a class prefix, or i- before a nasal and another consonant. */
const NOUN = /^(?:[ui]m[uiwy]|ab[a]|i[ckgb][iy]|ama|u[rtkb][uw]|udu|ugu|aka|aga|aha|i[nm][^aeiouwy])/u;

/** Who does it (persons, then the classes of things, then the infinitive): present before a consonant, before a vowel. */
const SUBJECTS: readonly (readonly [subject: string, consonant: string, vowel: string])[] = [
  ["1", "n", "n"],
  ["2", "u", "w"],
  ["3", "a", "y"],
  ["1+", "tu", "tw"],
  ["1+", "du", "dw"],
  ["2+", "mu", "mw"],
  ["3+", "ba", "b"],
  ["bi", "bi", "by"],
  ["ki", "ki", "cy"],
  ["ki", "gi", "cy"],
  ["ri", "ri", "ry"],
  ["zi", "zi", "z"],
  ["i", "i", "y"],
  ["-", "ku", "kw"],
  ["-", "gu", "kw"],
];

interface Meaning {
  readonly subject: string;
  readonly tense: string;
  readonly negative: boolean;
  /** What the rest of the word has to open with. */
  readonly before: RegExp;
}

const CONSONANT = /^[^aeiou]/u;
const VOWEL = /^[aeiou]/u;
const LABIAL = /^[bfpv]/u;
const ANY = /^/u;

/** Every prefix of a verb that the table yields, with what it says. */
function verbPrefixes(): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>();
  const add = (prefix: string, meaning: Meaning) => {
    if (!found.has(prefix)) found.set(prefix, meaning);
  };
  for (const [subject, consonant, vowel] of SUBJECTS) {
    const says = (tense: string, before: RegExp, negative = false) => ({ subject, tense, negative, before });
    add(consonant, says("present", CONSONANT));
    add(vowel, says("present", VOWEL));
    if (subject === "-") continue;
    // n and r meet as nd: ndarwaye.
    add(subject === "1" ? "nda" : `${consonant}ra`, says("present long", ANY));
    add(`${consonant}za`, says("future", ANY));
    add(`${vowel}a`, says("past", ANY));
    add(`${vowel}ara`, says("past long", ANY));
    // The negative inside a verb: ta, or da before some sounds.
    add(`${consonant}da`, says("present", ANY, true));
    add(`${consonant}ta`, says("present", ANY, true));
    const joined = { u: "ntu", a: "nta", i: "nti" }[consonant];
    add(subject === "1" ? "sin" : (joined ?? `nti${consonant}`), says("present", ANY, true));
  }
  add("m", { subject: "1", tense: "present", negative: false, before: LABIAL });
  add("nd", { subject: "1", tense: "present", negative: false, before: VOWEL });
  add("sim", { subject: "1", tense: "present", negative: true, before: LABIAL });
  add("si", { subject: "1", tense: "present", negative: true, before: CONSONANT });
  return found;
}

const MEANING_OF = verbPrefixes();
const VERB_PREFIXES = new AffixSet(MEANING_OF.keys(), "prefix");
const NEGATIVES = new AffixSet(["", "nti", "si", "ta"], "prefix");
/** Final vowels of a verb: statement or infinitive, request, the completed form, and the passive. */
const VERB_ENDINGS = new AffixSet(["a", "e", "ye", "we", "wa"], "suffix");

function verbChange({ from, to, fromStem, toStem }: AffixChange): ReasonCode | null {
  const [a, b] = [MEANING_OF.get(from), MEANING_OF.get(to)];
  if (a === undefined || b === undefined || !a.before.test(fromStem) || !b.before.test(toStem)) return null;
  if (a.negative !== b.negative) return "polarity_flipped";
  if (a.subject !== b.subject) return "subject_prefix_changed";
  return a.tense === b.tense ? null : "tense_prefix_changed";
}

/**
 * The grammar that a slip in a Kinyarwanda word would change. A word that opens like a noun is read as one; every other
 * word as a verb: negative, subject and tense prefixes in front, the final vowel behind.
 */
export function kinyarwandaChange(typed: string, meant: string, distance: number): ReasonCode | null {
  if (NEGATIVES.changes(typed, meant, distance).some(({ from, to }) => from === "" || to === "")) {
    return "polarity_flipped";
  }
  if (NOUN.test(meant)) {
    const changes = NOUN_PREFIXES.changes(typed, meant, distance);
    const changed = changes.some(({ from, to }) => CLASS_OF.get(from) !== CLASS_OF.get(to));
    return changed ? "number_or_gender_changed" : null;
  }
  for (const change of VERB_PREFIXES.changes(typed, meant, distance)) {
    const reason = verbChange(change);
    if (reason !== null) return reason;
  }
  return VERB_ENDINGS.changes(typed, meant, distance).length > 0 ? "verb_form_changed" : null;
}
