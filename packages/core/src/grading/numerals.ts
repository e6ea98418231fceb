import { LANGUAGES, type Language } from "../vocabulary.ts";
import { respellKinyarwanda } from "./kinyarwanda-spelling.ts";

type Row = readonly [value: number, source: string, english: string, french: string, kinyarwanda: string];

/**
 * Number words checked against independent sources; `source` is the entry in the verified word list. Kinyarwanda gives
 * the counting forms only: forms that agree with a noun class (bitatu, batatu) are not interchangeable with them.
 * In folded spelling (no hyphens; Kinyarwanda with its one liquid as r).
 */
const VERIFIED: readonly Row[] = [
  [0, "sho-073", "zero", "zéro", "zeru"],
  [1, "sho-074", "one", "un", "rimwe"],
  [2, "sho-075", "two", "deux", "kabiri"],
  [3, "sho-076", "three", "trois", "gatatu"],
  [4, "sho-077", "four", "quatre", "kane"],
  [5, "sho-078", "five", "cinq", "gatanu"],
  [6, "sho-079", "six", "six", "gatandatu"],
  [7, "sho-080", "seven", "sept", "karindwi"],
  [8, "sho-081", "eight", "huit", "umunani"],
  [9, "sho-082", "nine", "neuf", "icyenda"],
  [10, "sho-083", "ten", "dix", "icumi"],
  [11, "sho-084", "eleven", "onze", "cumi na rimwe"],
  [12, "sho-085", "twelve", "douze", "cumi na kabiri"],
  [15, "sho-086", "fifteen", "quinze", "cumi na gatanu"],
  [19, "sho-088", "nineteen", "dix neuf", "cumi n icyenda"],
  [20, "sho-089", "twenty", "vingt", "makumyabiri"],
  [21, "sho-090", "twenty one", "vingt et un", "makumyabiri na rimwe"],
  [30, "sho-091", "thirty", "trente", "mirongo itatu"],
  [40, "sho-092", "forty", "quarante", "mirongo ine"],
  [50, "sho-093", "fifty", "cinquante", "mirongo itanu"],
  [60, "sho-094", "sixty", "soixante", "mirongo itandatu"],
  [70, "sho-095", "seventy", "soixante dix", "mirongo irindwi"],
  [80, "sho-096", "eighty", "quatre vingts", "mirongo inani"],
  [90, "sho-097", "ninety", "quatre vingt dix", "mirongo icyenda"],
  [100, "sho-098", "one hundred", "cent", "ijana"],
  [200, "sho-099", "two hundred", "deux cents", "magana abiri"],
  [500, "sho-100", "five hundred", "cinq cents", "magana atanu"],
  [1000, "sho-101", "one thousand", "mille", "igihumbi"],
  [1500, "sho-102", "one thousand five hundred", "mille cinq cents", "igihumbi na magana atanu"],
  [2000, "sho-103", "two thousand", "deux mille", "ibihumbi bibiri"],
  [5000, "sho-104", "five thousand", "cinq mille", "ibihumbi bitanu"],
  [1_000_000, "sho-105", "one million", "un million", "miriyoni"],
];

const LONGEST = 4;
const COLUMN = { english: 2, french: 3, kinyarwanda: 4 } as const satisfies Record<Language, number>;

function tableOf(language: Language): ReadonlyMap<string, string> {
  const spell = language === "kinyarwanda" ? respellKinyarwanda : (word: string) => word;
  return new Map(
    VERIFIED.map((row) => [row[COLUMN[language]].split(" ").map(spell).join(" "), String(row[0])]),
  );
}

const TABLES = Object.fromEntries(LANGUAGES.map((language) => [language, tableOf(language)])) as Record<
  Language,
  ReadonlyMap<string, string>
>;

/** First words of the tables' phrases: most words are no number, and are passed at once. */
const OPENERS = new Set(
  LANGUAGES.flatMap((language) => [...TABLES[language].keys()].map((phrase) => phrase.split(" ")[0] ?? "")),
);

/** "one" and "un" are also a pronoun and an article, so they are a number only when they stand alone. */
function isArticle(phrase: string): boolean {
  return phrase === "one" || phrase === "un";
}

function matchAt(words: readonly string[], at: number, table: ReadonlyMap<string, string>) {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length--) {
    const phrase = length === 1 ? (words[at] ?? "") : words.slice(at, at + length).join(" ");
    const digits = table.get(phrase);
    if (digits !== undefined && (words.length === 1 || !isArticle(phrase))) return { digits, length };
  }
  return null;
}

/** Joins groups of thousands, which punctuation or a space had parted: `1`, `500` → `1500`. */
function joinThousands(words: readonly string[]): string[] {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    if (open && /^\d{3}$/u.test(word)) joined.push(`${joined.pop() ?? ""}${word}`);
    else {
      open = /^[1-9]\d{0,2}$/u.test(word);
      joined.push(word);
    }
  }
  return joined;
}

/** Writes every verified number in digits, the longest phrase first: `vingt et un` → `21`. */
export function writeNumbersInDigits(words: readonly string[], language: Language | null): readonly string[] {
  const table = language === null ? null : TABLES[language];
  if (!words.some((word) => OPENERS.has(word) || /^\d/u.test(word))) return words;
  const grouped = joinThousands(words);
  if (table === null) return grouped;
  const out: string[] = [];
  let at = 0;
  while (at < grouped.length) {
    const match = matchAt(grouped, at, table);
    out.push(match?.digits ?? grouped[at] ?? "");
    at += match?.length ?? 1;
  }
  return out;
}
