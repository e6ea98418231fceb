import type { Category, Language } from "@fluentfusion/core";
import { LANGUAGES } from "@fluentfusion/core";
import type { z } from "zod";
import type { Item } from "../course.ts";
import type { ItemFile } from "../files/item-file.ts";
import { COLUMNS, joinTexts } from "./columns.ts";
import { writeTable } from "./write-table.ts";

/** By it a spreadsheet knows UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** An item as its file has it, with the situation that is the name of the file. */
export type CsvItem = z.output<typeof ItemFile>[number] & { readonly category: Category };

/** An item of a course as its file has it. */
export function toCsvItem(item: Item): CsvItem {
  const { at: _at, wording, sources, ...rest } = item;
  const cited = sources.map(({ id, place }) => [id, place].filter(Boolean).join(" "));
  return { ...rest, ...wording, sources: cited };
}

function wordingCells(item: CsvItem, language: Language): Record<string, string> {
  const { text, also, accepted, hint } = item[language];
  return {
    [language]: text,
    [`${language}_also`]: joinTexts(also),
    [`${language}_accepted`]: joinTexts(accepted),
    [`${language}_hint`]: hint ?? "",
  };
}

function rowOf(item: CsvItem): Record<string, string> {
  const wordings = LANGUAGES.map((language) => wordingCells(item, language));
  return Object.assign({}, ...wordings, {
    id: item.id,
    category: item.category,
    part_of_speech: item.partOfSpeech,
    topic: item.topic,
    register: item.register ?? "",
    difficulty: item.difficulty,
    confidence: item.confidence,
    review: item.review ? "yes" : "",
    sources: joinTexts(item.sources),
    note: item.note ?? "",
  }) as Record<string, string>;
}

/** Items as a table for a spreadsheet (CSV, UTF-8 with a mark of it). Read again, they are the same. */
export function writeItems(items: readonly CsvItem[]): string {
  const rows = items.map(rowOf).map((row) => COLUMNS.map((column) => row[column] ?? ""));
  return BYTE_ORDER_MARK + writeTable([COLUMNS, ...rows]);
}
