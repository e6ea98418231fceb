import type { Language } from "../vocabulary.ts";
import { foldCharacter, isCombiningMark } from "./fold-character.ts";

/** A text in folded letters, words parted by single spaces, each letter with its place in the text it came from. */
export interface FoldedText {
  readonly text: string;
  /** `starts[i]` and `ends[i]` are the UTF-16 offsets in the original text of folded character i. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const NOTHING = 0;
const LETTER = 1;
const SPACE = 2;
const APOSTROPHE = 3;

function asciiClass(code: number): number {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) return LETTER;
  return code === 0x27 || code === 0x60 ? APOSTROPHE : SPACE;
}

/** Collects folded characters; a space or an apostrophe is held back until the next letter shows that it parts two. */
class FoldedWriter {
  private text = "";
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private held = NOTHING;
  private heldStart = 0;
  private heldEnd = 0;
  private readonly keepApostrophes: boolean;

  constructor(keepApostrophes: boolean) {
    this.keepApostrophes = keepApostrophes;
  }

  part(kind: number, start: number, end: number): void {
    if (this.held === NOTHING) this.heldStart = start;
    const alone = this.held === NOTHING && kind === APOSTROPHE && this.keepApostrophes;
    this.held = alone ? APOSTROPHE : SPACE;
    this.heldEnd = end;
  }

  letter(letter: string, start: number, end: number): void {
    if (this.held !== NOTHING && this.text !== "") {
      this.push(this.held === APOSTROPHE ? "'" : " ", this.heldStart, this.heldEnd);
    }
    this.held = NOTHING;
    this.push(letter, start, end);
  }

  finish(): FoldedText {
    return { text: this.text, starts: this.starts, ends: this.ends };
  }

  private push(unit: string, start: number, end: number): void {
    this.text += unit;
    for (let i = 0; i < unit.length; i++) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }
}

function clusterEnd(raw: string, start: number): number {
  let end = start + ((raw.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  while (end < raw.length && isCombiningMark(raw.charCodeAt(end))) end++;
  return end;
}

/**
 * Folds a text for comparison. English keeps the apostrophe inside a word (`don't`), because the contraction is read
 * from it; in French and Kinyarwanda it parts two words (`l'hôtel`, `n'icyenda`), as a space would.
 * Kinyarwanda has one liquid, written r or l: both fold to r.
 */
export function foldText(raw: string, language: Language | null): FoldedText {
  const writer = new FoldedWriter(language === "english");
  const oneLiquid = language === "kinyarwanda";
  let at = 0;
  while (at < raw.length) {
    const end = clusterEnd(raw, at);
    let folded = raw[at] ?? "";
    const code = folded.charCodeAt(0);
    if (end - at > 1 || code > 0x7e) folded = foldCharacter(raw.slice(at, end));
    else if (code >= 0x41 && code <= 0x5a) folded = String.fromCharCode(code + 0x20);
    for (const letter of folded) {
      const kind = letter.charCodeAt(0) > 0x7e ? LETTER : asciiClass(letter.charCodeAt(0));
      if (kind === LETTER) writer.letter(oneLiquid && letter === "l" ? "r" : letter, at, end);
      else writer.part(kind, at, end);
    }
    at = end;
  }
  return writer.finish();
}
