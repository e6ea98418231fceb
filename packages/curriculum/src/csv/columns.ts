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

/**
 * Where a spreadsheet would take what follows for a formula: at the start of a cell. One whose numbers have commas parts cells at
 * semicolons, and so within the text of a cell.
 */
const FORMULA = /((?:^|;) *)('*[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20])/g;

/** A text as a spreadsheet shows it and does not count with it: with an apostrophe before what looks like a formula. */
export const neutral = (text: string): string => text.replaceAll(FORMULA, "$1'$2");

/** Takes the apostrophes away that `neutral` has put there. */
export const plain = (cell: string): string =>
  cell.replaceAll(FORMULA, (whole, before: string, rest: string) =>
    rest.startsWith("'") ? before + rest.slice(1) : whole,
  );
