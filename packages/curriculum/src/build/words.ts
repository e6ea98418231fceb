/** A word of a phrase, without the punctuation around it, and where it stands. */
export interface PhraseWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu;

/** The words of a phrase. Apostrophes and hyphens inside a word belong to it: `l'hôtel`, `est-ce`, `n'icyenda`. */
export function wordsOf(phrase: string): PhraseWord[] {
  return [...phrase.matchAll(WORD)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));
}
