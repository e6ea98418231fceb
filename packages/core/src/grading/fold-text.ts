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
const SMALL_L = 0x6c;

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
    this.starts.push(start);
    this.ends.push(end);
  }
}

function clusterEnd(raw: string, start: number): number {
  let end = start + ((raw.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  while (end < raw.length && isCombiningMark(raw.charCodeAt(end))) end++;
  return end;
}

/** The folded spelling of one character with its marks; plain letters, which most are, by the shortest way. */
function foldCluster(raw: string, start: number, end: number): string {
  const code = raw.charCodeAt(start);
  if (end - start > 1 || code > 0x7e) return foldCharacter(raw.slice(start, end));
  return raw.charAt(start).toLowerCase();
}

/**
 * Folds a text for comparison. English keeps the apostrophe inside a word (`don't`), because the contraction is read
 * from it; in French and Kinyarwanda it parts two words (`l'hôtel`, `n'icyenda`), as a space would.
 * Kinyarwanda has one liquid, written r or l: both fold to r.
 */
export function foldText(raw: string, language: Language | null): FoldedText {
  const writer = new FoldedWriter(language === "english");
  const oneLiquid = language === "kinyarwanda";
  let end = 0;
  for (let at = 0; at < raw.length; at = end) {
    end = clusterEnd(raw, at);
    const folded = foldCluster(raw, at, end);
    for (let i = 0; i < folded.length; i++) {
      const code = folded.charCodeAt(i);
      const kind = code > 0x7e ? LETTER : asciiClass(code);
      if (kind === LETTER) writer.letter(oneLiquid && code === SMALL_L ? "r" : folded.charAt(i), at, end);
      else writer.part(kind, at, end);
    }
  }
  return writer.finish();
}
