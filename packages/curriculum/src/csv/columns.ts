import { LANGUAGES } from "@fluentfusion/core";

/** Of one language: the taught form, others shown beside it, others that are right, and what tells it apart. */
const WORDING = ["", "_also", "_accepted", "_hint"] as const;

/** The columns of a table of items, in their order. */
export const COLUMNS: readonly string[] = [
  "id",
  "category",
  ...LANGUAGES.flatMap((language) => WORDING.map((part) => `${language}${part}`)),
  "part_of_speech",
  "topic",
  "register",
  "difficulty",
  "confidence",
  "review",
  "sources",
  "note",
];

/** Several texts in one cell: `a | b`; a bar within a text is `\|`, and a stroke `\\`. */
export const joinTexts = (texts: readonly string[]): string =>
  texts.map((text) => text.replaceAll(/[\\|]/g, String.raw`\$&`)).join(" | ");

export function splitTexts(cell: string): string[] {
  if (cell.trim() === "") return [];
  const parts = cell.match(/(?:\\.|[^\\|])+/gs) ?? [];
  return parts.map((part) => part.trim().replaceAll(/\\(.)/gs, "$1"));
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;

/** A text as a spreadsheet shows it and does not count with it: with an apostrophe before it. */
export const neutral = (text: string): string =>
  FORMULA.test(text) || /^'+[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;

/** Takes the apostrophe away that `neutral` has put there. */
export const plain = (cell: string): string =>
  /^'+[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(cell) ? cell.slice(1) : cell;
