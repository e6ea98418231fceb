import type { Language } from "../vocabulary.ts";
import { isNegation } from "./negation.ts";
import { readText, type TextForm } from "./text-form.ts";

/** "My name is …": the form ends in a place for the learner's own words. */
const OPEN_END = /[^\s.!?…\u200b][\s\u200b]+(?:…|\.{3})[\s.!?…”"»\u200b]*$/u;

/** A name, a place, a dish; more is another sentence. */
const FILLING_WORDS_MAX = 4;

export function hasOpenSlot({ raw }: TextForm): boolean {
  return OPEN_END.test(raw);
}

/**
 * What is left of an answer when its last one to four words are taken for the learner's own. A word of negation fills no
 * slot: it would turn the sentence round.
 */
export function withoutFilling(answer: TextForm, language: Language): TextForm[] {
  const { raw, folded } = answer;
  const heads: TextForm[] = [];
  let end = folded.text.length;
  while (heads.length < FILLING_WORDS_MAX) {
    const gap = folded.text.lastIndexOf(" ", end - 1);
    const start = folded.starts[gap + 1];
    const headEnd = folded.ends[gap - 1];
    if (gap <= 0 || start === undefined || headEnd === undefined) break;
    const filling = readText(raw.slice(start, folded.ends[end - 1]), language);
    if (filling.words.some((word) => isNegation(word, language))) break;
    heads.push(readText(raw.slice(0, headEnd), language));
    end = gap;
  }
  return heads;
}
