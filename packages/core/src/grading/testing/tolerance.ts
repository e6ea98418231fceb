import type { Language } from "../../vocabulary.ts";
import { foldText } from "../fold-text.ts";
import { normaliseAnswer } from "../index.ts";
import { gradeTyped, itemsOf } from "./course.ts";
import { SLIP_KINDS, slipsOf, type SlipKind } from "./slips.ts";

/** What a rule does with a typed text: takes it, refuses it because it spells another word, or refuses it. */
export type Ruling = "taken" | "other word" | "refused";
export type Rule = (language: Language, accepted: readonly string[], typed: string) => Ruling;

export const ourRule: Rule = (language, accepted, typed) => {
  const { outcome, reason } = gradeTyped(language, accepted, typed);
  if (outcome !== "wrong") return "taken";
  return reason === "word_of_course" || reason === "real_word" ? "other word" : "refused";
};

/** At most one letter added, dropped or exchanged in the whole answer: the rule of most open course programs. */
export const oneEditRule: Rule = (language, accepted, typed) => {
  const a = foldText(typed, language).text;
  const near = accepted.some((form) => {
    const b = foldText(form, language).text;
    if (Math.abs(a.length - b.length) > 1) return false;
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head++;
    let tail = 0;
    while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
    return Math.max(a.length, b.length) - head - tail <= 1;
  });
  return near ? "taken" : "refused";
};

export interface PairCount {
  readonly pairs: number;
  /** Lexemes that the rule took for another one, as `accepted <- typed`. */
  readonly taken: readonly string[];
}

/** Types every form of every item as the answer to every other item whose normal forms do not hold it. */
export function countPairs(language: Language, rule: Rule): PairCount {
  const items = [...itemsOf(language)].map(([id, accepted]) => {
    return { id, accepted, normals: accepted.map((form) => normaliseAnswer(form, language)) };
  });
  let pairs = 0;
  const taken: string[] = [];
  for (const meant of items) {
    for (const other of items) {
      if (other === meant) continue;
      for (const [i, typed] of other.accepted.entries()) {
        if (meant.normals.includes(other.normals[i] ?? "")) continue;
        pairs++;
        if (rule(language, meant.accepted, typed) === "taken")
          taken.push(`${meant.accepted.join(" | ")} <- ${typed}`);
      }
    }
  }
  return { pairs, taken };
}

export interface SlipCount {
  readonly kind: SlipKind;
  readonly slips: number;
  readonly refused: number;
  /** Refused because the slip spells another word. */
  readonly otherWord: number;
}

/** Types every generated slip of every form of a language. */
export function countSlips(language: Language, rule: Rule): SlipCount[] {
  const counts = new Map(SLIP_KINDS.map((kind) => [kind, { kind, slips: 0, refused: 0, otherWord: 0 }]));
  for (const accepted of itemsOf(language).values()) {
    for (const form of accepted) {
      for (const { kind, meant, typed } of slipsOf(form, language)) {
        const count = counts.get(kind);
        if (count === undefined) continue;
        count.slips++;
        const ruling = rule(language, [meant], typed);
        if (ruling === "refused") count.refused++;
        if (ruling === "other word") count.otherWord++;
      }
    }
  }
  return [...counts.values()];
}
