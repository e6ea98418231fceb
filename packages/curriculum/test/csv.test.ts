import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CATEGORIES } from "@fluentfusion/core";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvItem, mergeItems, readItems, toCsvItem, writeItems } from "../src/csv/index.ts";
import { ItemFile } from "../src/files/item-file.ts";
import { parseFile } from "../src/files/parse-file.ts";
import { COURSE_FOLDER } from "../src/index.ts";
import { authoredCourse } from "./course-under-test.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const course = await authoredCourse();
const items = course.items.map(toCsvItem);
const [first] = items;
if (first === undefined) throw new Error("the course is empty");

test("the words of the whole course go to a table and come back the same, and change no file", async () => {
  expect(readItems(bytes(writeItems(items)))).toEqual({ ok: true, items });
  for (const category of CATEGORIES) {
    const file = await readFile(join(COURSE_FOLDER, `items/${category}.yaml`), "utf8");
    expect(mergeItems(file, items, category)).toEqual({ text: file, added: 0, changed: 0 });
  }
});

/** Any text that an item may hold, and what spreadsheets and tables stumble over. */
const phrase = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("=1+1", "'=x", "a|b\\", '"', "-", "@x", ";,", "''+", "a;=1+1", ";'=1", "a; -;+", ";;@"),
  )
  .map((text) =>
    text
      .normalize("NFC")
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
      .trim(),
  )
  .filter((text) => text !== "" && !/^\s|\s$/u.test(text) && text.isWellFormed());

const wording = fc.record({
  text: phrase,
  also: fc.array(phrase, { maxLength: 3 }),
  accepted: fc.array(phrase, { maxLength: 3 }),
  hint: fc.option(phrase),
});

test("whatever an item says comes back from a table, and no cell of it is a formula", () => {
  fc.assert(
    fc.property(wording, wording, wording, fc.option(phrase), (kinyarwanda, english, french, note) => {
      const item: CsvItem = { ...first, kinyarwanda, english, french, note };
      const table = writeItems([item]);
      const cells = parse(table, { bom: true, fromLine: 2 }).flat();
      expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
      // Nor as a spreadsheet reads it that parts cells at semicolons.
      const parts = table.split(/[;\r\n]/);
      expect(parts.filter((part) => /^[ "]*[=+@-]/.test(part))).toEqual([]);
      expect(readItems(bytes(table))).toEqual({ ok: true, items: [item] });
    }),
    { numRuns: 300 },
  );
});

test("an error names its row and column, and nothing is taken", () => {
  const table = writeItems([first, { ...first, id: "gre-900" }]);
  const broken = table.replace("gre-900", "gre-9").replace(",phrase,greeting,", ",sentence,greeting,");
  const read = readItems(bytes(broken));
  expect(read.ok ? [] : read.problems).toEqual([
    expect.stringMatching(/^row 2, part_of_speech: /),
    expect.stringMatching(/^row 3, id: must look like gre-001/),
  ]);
  expect(readItems(bytes(writeItems([first, first])))).toEqual({
    ok: false,
    problems: ["row 3, id: is that of row 2"],
  });
});

test.each([
  ["a table of another encoding", Uint8Array.from([0x69, 0x64, 0x2c, 0xe9]), "not UTF-8"],
  ["a file that is too large", new Uint8Array(2_000_001), "larger"],
  ["a column that is missing", bytes("id,category\ngre-001,greetings\n"), "no column kinyarwanda"],
  [
    "a column that nobody knows",
    bytes(writeItems([]).replace("note", "note,colour")),
    "unknown column colour",
  ],
  [
    "a column that is there twice",
    bytes(
      writeItems([first])
        .replace(/note(?=\r)/, "note,note")
        .replace(/(?<=\n.*)(?=\r\n$)/, ",x"),
    ),
    "more than one column note",
  ],
  ["a row of another length", bytes(`${writeItems([first])}a,b\r\n`), "Record Length"],
])("%s is told, and nothing is taken", (_what, table, said) => {
  const read = readItems(table);
  expect(read.ok ? "" : read.problems.join()).toContain(said);
});

test.each([
  [
    "a sign of bytes and quotes about every cell",
    (table: string) => `\uFEFF${table.replace("\uFEFF", "")}`,
    null,
  ],
  ["NUL", (table: string) => table.replace("phrase", "phr\u0000ase"), "part_of_speech"],
  [
    "a mark that turns the line around",
    (table: string) => table.replace("gre-001,greetings,", "gre-001,greetings,\u202E"),
    "kinyarwanda",
  ],
  [
    "a line break in a word",
    (table: string) => table.replace("gre-001,greetings,", 'gre-001,greetings,"a\nb",'),
    "",
  ],
  ["a quote that is not closed", (table: string) => table.replace("gre-001", '"gre-001'), "Quote"],
])("a table with %s is read as it is or refused in whole", (_what, change, said) => {
  const read = readItems(bytes(change(writeItems([first]))));
  if (said === null) expect(read).toEqual({ ok: true, items: [first] });
  else expect(read.ok ? "was taken" : read.problems.join()).toContain(said);
});

test.each(["|", "a|", "\\", "\\|", "x", "=", ";=", "'", " "])(
  "a cell of nearly two million characters of %j is refused within a moment",
  (unit) => {
    const cell = unit.repeat(Math.floor(1_900_000 / unit.length));
    const table = writeItems([{ ...first, english: { ...first.english, accepted: [] } }]);
    const columns = table.split("\r\n")[0]?.replace("\uFEFF", "").split(",") ?? [];
    const row = columns.map((name) => (name === "english_accepted" ? cell : "x"));
    const before = process.cpuUsage();
    expect(readItems(bytes(`${columns.join(",")}\r\n${row.join(",")}\r\n`)).ok).toBe(false);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(3_000);
  },
);

test("a table with semicolons, as spreadsheets write it where numbers have commas, is read too", () => {
  const rows = writeItems([
    { ...first, sources: ["elias"], kinyarwanda: { text: "x", also: [], accepted: [], hint: null } },
  ]);
  const [header = ""] = rows.split("\r\n");
  expect(readItems(bytes(header.replaceAll(",", ";"))).ok).toBe(true);
});

test("a changed word changes its own entry of the file alone, and a new one stands at the end", async () => {
  const file = await readFile(join(COURSE_FOLDER, "items/greetings.yaml"), "utf8");
  const changed = { ...first, note: "Changed in a table." };
  const added = { ...first, id: "gre-999" };
  const merged = mergeItems(file, [changed, added], "greetings");
  expect([merged.added, merged.changed]).toEqual([1, 1]);
  // Read again it is what the table says; around the changed entry and before the new one nothing moved.
  const parsed = parseFile("items/greetings.yaml", merged.text, ItemFile);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const { category: _a, ...changedFields } = changed;
  const { category: _b, ...addedFields } = added;
  expect([parsed.data[0], parsed.data.at(-1)]).toEqual([changedFields, addedFields]);
  const second = file.indexOf("- id:", file.indexOf("- id:") + 1);
  expect(merged.text.startsWith(file.slice(0, file.indexOf("- id:")))).toBe(true);
  expect(merged.text).toContain(file.slice(second));
});
