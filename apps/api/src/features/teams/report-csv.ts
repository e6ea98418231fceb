import type { TeamReport, TextFile } from "@fluentfusion/contract";
import { CATEGORIES } from "@fluentfusion/core";
import { stringify } from "csv-stringify/sync";

const percent = (share: number | undefined) => (share === undefined ? "" : String(Math.round(share * 100)));

/** The groups of a report as a table, one row each. Cells that a spreadsheet would run as a formula are made text. */
export function toCsv({ groups }: TeamReport, day: string): TextFile {
  const header = [
    "language",
    "post",
    "people",
    "as_of",
    ...CATEGORIES.map((category) => `${category}_percent`),
  ];
  const rows = groups.map(({ targetLanguage, post, people, asOf, situations }) => [
    targetLanguage,
    post ?? "several",
    String(people),
    asOf,
    ...CATEGORIES.map((category) => percent(situations.find((one) => one.category === category)?.mean)),
  ]);
  return {
    fileName: `readiness-${day}.csv`,
    text: stringify([header, ...rows], { escape_formulas: true, record_delimiter: "windows" }),
  };
}
