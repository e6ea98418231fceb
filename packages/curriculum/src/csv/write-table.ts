import { stringify } from "csv-stringify/sync";
import { neutral } from "./columns.ts";

/** Rows of cells as CSV, in which nothing is a formula to a spreadsheet, wherever it parts cells. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(neutral)),
    { record_delimiter: "windows" },
  );
}
