import { CATEGORIES, LANGUAGES } from "@fluentfusion/core";
import { CsvError, parse } from "csv-parse/sync";
import { ItemFile } from "../files/item-file.ts";
import { COLUMNS, plain, splitTexts } from "./columns.ts";
import type { CsvItem } from "./write-items.ts";

const MAX_BYTES = 2_000_000;
const MAX_ROWS = 5_000;

export type ReadItems =
  | { readonly ok: true; readonly items: readonly CsvItem[] }
  /** One line for each defect: `row 3, english: …`; row 1 is the header. */
  | { readonly ok: false; readonly problems: readonly string[] };

type Row = Readonly<Record<string, string>>;

const ItemRow = ItemFile.element;

/** `partOfSpeech` of an item is `part_of_speech` of a table, and `english.text` is `english`. */
function columnOf(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === "partOfSpeech") return "part_of_speech";
  return second === undefined || second === "text" || first === "sources"
    ? String(first)
    : `${first}_${second}`;
}

function toItem(row: Row): unknown {
  const cell = (name: string) => plain(row[name] ?? "");
  const orNull = (name: string) => (cell(name) === "" ? null : cell(name));
  const texts = (name: string) => splitTexts(cell(name));
  const wordings = LANGUAGES.map((language) => [
    language,
    {
      text: cell(language),
      also: texts(`${language}_also`),
      accepted: texts(`${language}_accepted`),
      hint: orNull(`${language}_hint`),
    },
  ]);
  return {
    ...(Object.fromEntries(wordings) as object),
    id: cell("id"),
    partOfSpeech: cell("part_of_speech"),
    topic: cell("topic"),
    register: orNull("register"),
    difficulty: cell("difficulty"),
    confidence: cell("confidence"),
    review: cell("review") === "yes",
    sources: texts("sources"),
    note: orNull("note"),
  };
}

function readRow(row: Row, number: number): { item: CsvItem | null; problems: string[] } {
  const category = CATEGORIES.find((known) => known === row["category"]);
  const problems = [
    ...(category === undefined ? [`row ${number}, category: must be one of ${CATEGORIES.join(", ")}`] : []),
    ...(["", "yes"].includes(row["review"] ?? "") ? [] : [`row ${number}, review: must be yes or empty`]),
  ];
  const parsed = ItemRow.safeParse(toItem(row));
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => `row ${number}, ${columnOf(path)}: ${message}`),
    );
  }
  const isWhole = parsed.success && category !== undefined && problems.length === 0;
  return { item: isWhole ? { ...parsed.data, category } : null, problems };
}

/** The rows of a table by the names of its columns, or what is wrong with the table as a whole. */
function readTable(bytes: Uint8Array): Row[] | string {
  if (bytes.length > MAX_BYTES) return `the file is larger than ${MAX_BYTES} bytes`;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "the file is not UTF-8; save it as “CSV UTF-8”";
  }
  try {
    // Whoever has a comma in numbers has a semicolon between cells.
    const [header = ""] = text.split(/\r?\n/, 1);
    const delimiter = header.includes(";") && !header.includes(",") ? ";" : ",";
    const [columns = [], ...rows] = parse(text, { delimiter, skip_empty_lines: true });
    const missing = COLUMNS.filter((name) => !columns.includes(name));
    const strange = columns.filter((name) => !COLUMNS.includes(name));
    const twice = COLUMNS.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name));
    if (missing.length > 0) return `row 1: no column ${missing.join(", ")}`;
    if (strange.length > 0) return `row 1: unknown column ${strange.join(", ")}`;
    if (twice.length > 0) return `row 1: there is more than one column ${twice.join(", ")}`;
    if (rows.length > MAX_ROWS) return `there are more than ${MAX_ROWS} rows`;
    return rows.map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ""])));
  } catch (error) {
    if (error instanceof CsvError) return error.message;
    throw error;
  }
}

/** Reads items from a table (CSV, UTF-8, comma or semicolon). Nothing is taken when any row is wrong. */
export function readItems(bytes: Uint8Array): ReadItems {
  const table = readTable(bytes);
  if (typeof table === "string") return { ok: false, problems: [table] };
  const read = table.map((row, index) => readRow(row, index + 2));
  const problems = read.flatMap((row) => row.problems);
  const seen = new Map<string, number>();
  for (const [index, { id }] of table.entries()) {
    const first = seen.get(id ?? "");
    if (first !== undefined) problems.push(`row ${index + 2}, id: is that of row ${first}`);
    else seen.set(id ?? "", index + 2);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, items: read.flatMap(({ item }) => item ?? []) };
}
