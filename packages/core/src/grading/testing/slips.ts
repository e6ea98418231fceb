import type { Language } from "../../vocabulary.ts";
import { neighbourKeys } from "../keyboard.ts";

/** One generated slip: what was meant, and what was typed instead. */
export interface Slip {
  readonly kind: SlipKind;
  readonly meant: string;
  readonly typed: string;
}

export const SLIP_KINDS = [
  "neighbour key, QWERTY",
  "neighbour key, AZERTY",
  "swapped letters",
  "letter left out",
  "letter typed twice",
  "double letter typed once",
  "neighbour key struck too",
  "sound",
  "missing accent",
] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

const SHORTEST = 5;

/** Spellings that sound alike to a learner of the language, within one edit. */
const SOUNDS: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  english: [
    ["c", "k"],
    ["s", "z"],
    ["ie", "ei"],
    ["y", "i"],
    ["er", "ar"],
  ],
  french: [
    ["c", "k"],
    ["s", "z"],
    ["y", "i"],
    ["ai", "ei"],
    ["en", "an"],
  ],
  kinyarwanda: [
    ["sh", "ch"],
    ["y", "i"],
    ["w", "u"],
    ["b", "v"],
    ["rw", "rgw"],
    ["mw", "mgw"],
  ],
};

function plain(letter: string): string {
  return letter.normalize("NFD").replace(/[\u0300-\u036f]/gu, "");
}

function* slipsAt(text: string, i: number): Generator<readonly [SlipKind, string]> {
  const [before, letter, after] = [text.slice(0, i), text[i] ?? "", text.slice(i + 1)];
  const key = letter.toLowerCase();
  const next = text[i + 1] ?? "";
  for (const near of neighbourKeys(key, "qwerty")) yield ["neighbour key, QWERTY", before + near + after];
  for (const near of neighbourKeys(key, "azerty")) yield ["neighbour key, AZERTY", before + near + after];
  for (const near of neighbourKeys(key, "qwerty"))
    yield ["neighbour key struck too", before + letter + near + after];
  if (/\p{L}/u.test(next) && key !== next.toLowerCase()) {
    yield ["swapped letters", before + next + letter + text.slice(i + 2)];
  }
  if (key === next.toLowerCase()) yield ["double letter typed once", before + after];
  else if (key !== text[i - 1]?.toLowerCase()) yield ["letter left out", before + after];
  if (key !== next && key !== text[i - 1]) yield ["letter typed twice", before + letter + text.slice(i)];
}

function* soundSlips(word: RegExpExecArray, text: string, language: Language): Generator<string> {
  for (const [one, other] of SOUNDS[language]) {
    const at = word[0].toLowerCase().indexOf(one);
    if (at >= 0) yield text.slice(0, word.index + at) + other + text.slice(word.index + at + one.length);
  }
}

/** Every single slip of a form: one letter of a word of five or more, or one accent of any word. */
export function* slipsOf(meant: string, language: Language): Generator<Slip> {
  for (const word of meant.matchAll(/\p{L}+/gu)) {
    for (let i = word.index; i < word.index + word[0].length; i++) {
      const letter = meant[i] ?? "";
      if (plain(letter) !== letter) {
        yield {
          kind: "missing accent",
          meant,
          typed: meant.slice(0, i) + plain(letter) + meant.slice(i + 1),
        };
      }
      if (word[0].length < SHORTEST) continue;
      for (const [kind, typed] of slipsAt(meant, i)) yield { kind, meant, typed };
    }
    if (word[0].length < SHORTEST) continue;
    for (const typed of soundSlips(word, meant, language)) yield { kind: "sound", meant, typed };
  }
}
