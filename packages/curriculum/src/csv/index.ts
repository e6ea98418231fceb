export { readItems, type ReadItems } from "./read-items.ts";
export { type CsvItem, toCsvItem, writeItems } from "./write-items.ts";
export { writeTable } from "./write-table.ts";
export { mergeItems } from "./merge-items.ts";
