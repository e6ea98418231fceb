const COMBINING_FIRST = 0x0300;
const COMBINING_LAST = 0x036f;

const APOSTROPHES = new Set("'’‘‛ʼʻʹˈ`´′＇");
type Range = readonly [first: number, last: number];

/** Typed by machines, seen by nobody: soft hyphen, zero-width characters, direction marks, variation selectors. */
const INVISIBLE: readonly Range[] = [
  [0x00ad, 0x00ad],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];
/** Digits, Latin letters in lower case, combining marks; without the division sign among them. */
const LETTERS: readonly Range[] = [
  [0x30, 0x39],
  [0x61, 0x7a],
  [0xdf, 0xf6],
  [0xf8, 0x024f],
  [COMBINING_FIRST, COMBINING_LAST],
  [0x1e00, 0x1eff],
];
/**
 * Only these blocks are folded. They have not changed since Unicode 6.3 and never will, so an old phone and a new server
 * fold alike; a letter of any other script passes untouched and simply never matches.
 */
const FOLDED: readonly Range[] = [
  [0, COMBINING_LAST],
  [0x1e00, 0x1eff],
  [0x2000, 0x209c],
  [0xfb00, 0xfb06],
  [0xff01, 0xff5e],
];
/** Currency, arrows, drawings, dingbats, emoji and the punctuation of East Asia: they part words. */
const SYMBOLS: readonly Range[] = [
  [0x20a0, 0x2bff],
  [0x3000, 0x303f],
  [0x1f000, 0x1fbff],
];

function isIn(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}

export function isCombiningMark(code: number): boolean {
  return code >= COMBINING_FIRST && code <= COMBINING_LAST;
}

function fromFoldedLetter(letter: string): string {
  if (APOSTROPHES.has(letter)) return "'";
  if (isIn(INVISIBLE, letter.codePointAt(0) ?? 0)) return "";
  if (letter === "æ") return "ae";
  if (letter === "œ") return "oe";
  if (letter === "ß") return "ss";
  if (letter === "ı") return "i";
  return isIn(LETTERS, letter.codePointAt(0) ?? 0) ? letter : " ";
}

/**
 * Folds one character with its combining marks: letters to lower case in composed form, look-alikes of the apostrophe
 * to `'`, ligatures to two letters, what parts words to a space, what cannot be seen to nothing.
 */
export function foldCharacter(cluster: string): string {
  const code = cluster.codePointAt(0) ?? 0;
  if (APOSTROPHES.has(cluster)) return "'";
  // A detached acute accent typed as an apostrophe decomposes to a space with a mark.
  if (code === 0x20 && cluster.length > 1) return "'";
  if (isIn(SYMBOLS, code)) return " ";
  if (!isIn(FOLDED, code)) return isIn(INVISIBLE, code) ? "" : cluster;
  // "İ" and "i" with a dot above are one letter whose lower case depends on the order of the two foldings.
  const lower = cluster.normalize("NFKC").toLowerCase().replaceAll("i\u0307", "i").normalize("NFC");
  let out = "";
  for (const letter of lower) out += fromFoldedLetter(letter);
  return out;
}
