import type { Language } from "../vocabulary.ts";
import { areAccentTwins, stripAccents } from "./accents.ts";
import { editDistance } from "./edit-distance.ts";
import { inflectionChanged } from "./inflection.ts";
import { neighboursOf, type LanguageLexicon } from "./lexicon.ts";
import { isNegation } from "./negation.ts";
import { isRealWord } from "./real-words.ts";
import { slipCost } from "./slip-cost.ts";
import type { ReasonCode } from "./verdict.ts";

export interface WordContext {
  readonly language: Language;
  readonly lexicon: LanguageLexicon;
  /** The words without accents that accepted forms hold in this place: a slip may lie between two of them. */
  readonly accepted: ReadonlySet<string>;
  /** First of several words, where French `a` can only be `à`. */
  readonly opensPhrase: boolean;
}

/** `slips` counts edits to forgive; a refusal carries the reason why the word does not stand for the other. */
export type WordComparison =
  | { readonly kind: "same" }
  | { readonly kind: "accent" }
  | { readonly kind: "slip"; readonly slips: number }
  | { readonly kind: "refused"; readonly reason: ReasonCode };

/** Words shorter than this are never guessed at: one letter makes another word (si, ni; left, lift). */
const SHORTEST_FORGIVEN = 5;
/** From this length on a word has room for two slips. */
const LONG = 10;

const refused = (reason: ReasonCode): WordComparison => ({ kind: "refused", reason });

function compareAccents(typed: string, meant: string, plain: string, context: WordContext): WordComparison {
  if (context.opensPhrase && typed === "a" && meant === "à") return { kind: "accent" };
  const others = context.lexicon.words.get(plain) ?? [];
  if (others.includes(typed)) return refused("word_of_course");
  if (areAccentTwins(typed, meant, context.language)) return refused("real_word");
  return others.every((word) => word === meant) ? { kind: "accent" } : refused("ambiguous");
}

function otherWord(plain: string, context: WordContext): ReasonCode | null {
  if (context.lexicon.words.has(plain)) return "word_of_course";
  return isRealWord(plain, context.language) ? "real_word" : null;
}

/** Whether the typed word is as likely a slip for some other word of the course. */
function isAmbiguous(typed: string, meant: string, slips: number, context: WordContext): boolean {
  return neighboursOf(context.lexicon, typed, slips).some((other) => {
    if (other === meant || context.accepted.has(other)) return false;
    return slips > 1 || slipCost(typed, other) <= slipCost(typed, meant);
  });
}

function compareSpelling(typed: string, meant: string, context: WordContext): WordComparison {
  const other = otherWord(typed, context);
  if (/\d/u.test(typed + meant)) return refused("too_far");
  if (meant.length < SHORTEST_FORGIVEN) return refused(other ?? "too_far");
  const limit = meant.length < LONG ? 1 : 2;
  const slips = editDistance(typed, meant, limit);
  if (slips > limit) return refused(other ?? "too_far");
  const grammar = inflectionChanged(typed, meant, slips, context.language);
  if (grammar !== null || other !== null) return refused(grammar ?? other ?? "too_far");
  return isAmbiguous(typed, meant, slips, context) ? refused("ambiguous") : { kind: "slip", slips };
}

/**
 * Whether `typed` can stand for `meant`. A slip is forgiven only when it leaves no doubt: the result is no other word of
 * the course or of the language, is not as near to one, and changes no grammar that the language writes into the word.
 */
export function compareWords(typed: string, meant: string, context: WordContext): WordComparison {
  if (typed === meant) return { kind: "same" };
  const { language } = context;
  // A long negation that is mistyped is still one; a short one could be anything.
  if (isNegation(typed, language) || (isNegation(meant, language) && meant.length < SHORTEST_FORGIVEN)) {
    return refused("polarity_flipped");
  }
  const [plainTyped, plainMeant] = [stripAccents(typed), stripAccents(meant)];
  if (plainTyped === plainMeant) return compareAccents(typed, meant, plainMeant, context);
  return compareSpelling(plainTyped, plainMeant, context);
}
