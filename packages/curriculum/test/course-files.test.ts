import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CATEGORIES } from "@fluentfusion/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coverageDocument } from "../src/coverage.ts";
import { parseFile } from "../src/files/parse-file.ts";
import { LessonFile } from "../src/files/lesson-file.ts";
import { jsonSchemas } from "../src/files/schemas.ts";
import { COURSE_FOLDER, readCourse } from "../src/index.ts";
import { authoredCourse } from "./course-under-test.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "course-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const ENTRIES_KEPT = 10;
const HELLO = "lessons/greetings-beginner-1-hello-goodbye.yaml";

/** A copy of the course with its first items of each category and its first lesson. */
async function smallCourse(): Promise<string> {
  const copy = await mkdtemp(join(folder, "small-"));
  await cp(COURSE_FOLDER, copy, { recursive: true, filter: (path) => !/\d-[a-z0-9-]+\.yaml$/.test(path) });
  await cp(join(COURSE_FOLDER, HELLO), join(copy, HELLO));
  for (const category of CATEGORIES) {
    const path = join(copy, "items", `${category}.yaml`);
    const entries = (await readFile(path, "utf8")).split("\n\n");
    await writeFile(path, entries.slice(0, ENTRIES_KEPT).join("\n\n"));
  }
  await writeFile(join(copy, "overlaps.yaml"), "[]\n");
  return copy;
}

/** What is said of the small course when one file is changed. */
async function problemsAfter(file: string, change: (text: string) => string): Promise<readonly string[]> {
  const copy = await smallCourse();
  const path = join(copy, file);
  const before = await readFile(path, "utf8").catch(() => "");
  await writeFile(path, change(before));
  const read = await readCourse(copy);
  return read.ok ? [] : read.problems;
}

const GREETINGS = "items/greetings.yaml";
const replaceFirst = (from: string, to: string) => (text: string) => text.replace(from, to);

describe("a defect in a course file is told in one line", () => {
  test.each([
    ["YAML that does not parse", HELLO, (text: string) => `${text}\n  - {`, /^lessons\/\S+:\d+ \S/],
    [
      "a key written twice",
      HELLO,
      (text: string) => `${text}\nminutes: 3\n`,
      /^lessons\/greetings-beginner-1-hello-goodbye\.yaml:\d+ .*unique/,
    ],
    [
      "an unknown key, with its entry's id",
      GREETINGS,
      replaceFirst("  topic: greeting", "  topik: greeting\n  topic: greeting"),
      /^items\/greetings\.yaml:3 gre-001: .*topik/,
    ],
    [
      "a blank text, with its line",
      GREETINGS,
      replaceFirst('{ text: "Uraho" }', '{ text: " " }'),
      /^items\/greetings\.yaml:16 gre-002\.kinyarwanda\.text: must be one line/,
    ],
    [
      "low confidence",
      GREETINGS,
      replaceFirst("confidence: high", "confidence: low"),
      /gre-001\.confidence: must be high or medium/,
    ],
    [
      "a text that goes on for pages",
      GREETINGS,
      replaceFirst('"Uraho"', `"${"a".repeat(5_000)}"`),
      /gre-002\.kinyarwanda\.text: Too big/,
    ],
    [
      "an alias that multiplies itself",
      "overlaps.yaml",
      () => "- &a [gre-001, gre-002]\n- *a\n",
      /overlaps\.yaml:1 \S/,
    ],
    [
      "an unknown item",
      HELLO,
      replaceFirst("item: gre-001", "item: gre-999"),
      /^lessons\/greetings-beginner-1-hello-goodbye\.yaml:1 greetings-beginner-1: gre-999 is no item$/,
    ],
    [
      "an id used twice",
      GREETINGS,
      replaceFirst("- id: gre-004", "- id: gre-003"),
      /gre-003: this id is taken at items/,
    ],
    [
      "a slot used twice",
      HELLO,
      replaceFirst("slot: 1", "slot: 0"),
      /greetings-beginner-1: slot 0 is used twice/,
    ],
    [
      "a prerequisite that can never be met",
      HELLO,
      replaceFirst("minutes:", "prerequisites: [greetings-beginner-1]\nminutes:"),
      /prerequisite greetings-beginner-1 is no earlier lesson/,
    ],
    [
      "an unknown source",
      GREETINGS,
      replaceFirst("silvia, fromrw", "sylvia, fromrw"),
      /gre-003: source sylvia is not in/,
    ],
    [
      "confidence that the sources do not carry",
      GREETINGS,
      replaceFirst("sources: [elias, mustsee, kinseed, afri]", "sources: [elias]"),
      /gre-002: confidence high needs 2 independent sources/,
    ],
    [
      "an item under review that is not marked",
      "items/accommodation.yaml",
      replaceFirst("\n  review: true", ""),
      /acc-\d{3}: an item of medium confidence has review: true/,
    ],
    [
      "a wrong reply that could be right",
      HELLO,
      (text: string) =>
        `${text}\ndialogues: [{ slot: 0, situation: { english: A, french: A }, line: gre-001, reply: gre-003, others: [gre-004, gre-007] }]\n`,
      /greetings-beginner-1: dialogue 0: gre-004 could pass for the reply gre-003/,
    ],
    [
      "a hint that gives the answer away",
      GREETINGS,
      replaceFirst('hint: "to one person you know"', 'hint: "say Uraho"'),
      /gre-002: the english hint contains the answer/,
    ],
    [
      "a rejected form",
      GREETINGS,
      replaceFirst('{ text: "Uraho" }', '{ text: "Uraho", accepted: ["MWICUZE!"] }'),
      /gre-002: "Mwicuze" is rejected/,
    ],
    [
      "a word that is rejected for this meaning",
      "items/food.yaml",
      (text: string) => text.replace('{ text: "ibiryo" }', '{ text: "umwuka" }').replace('"Food"', '"Menu"'),
      /foo-001: "umwuka" is rejected \(umwuka = air/,
    ],
    [
      "a dated fact without its year",
      "notes.yaml",
      replaceFirst("  sourceYear: 2016\n", ""),
      /cul-034: a time-sensitive note needs the sourceYear/,
    ],
    [
      "a badly named lesson",
      "lessons/hello.yaml",
      () => "title: x\n",
      /^lessons\/hello\.yaml:1 is not named/,
    ],
    [
      "a second lesson of the same number",
      "lessons/greetings-beginner-1-again.yaml",
      () =>
        "title: { english: A, french: A }\ndescription: { english: A, french: A }\nminutes: 5\nitems:\n" +
        [1, 2, 3, 5].map((n, slot) => `  - { slot: ${slot}, item: gre-00${n} }\n`).join(""),
      /another file has the same category, difficulty and number/,
    ],
  ])("%s", async (_what, file, change, line) => {
    const problems = await problemsAfter(file, change);
    expect(problems).toEqual([expect.stringMatching(line)]);
    expect(problems.join("")).not.toContain("\n");
  });

  test("no defect, no line", async () => {
    expect(await problemsAfter(HELLO, (text) => text)).toEqual([]);
  });

  test("a missing file", async () => {
    const read = await readCourse(join(folder, "nowhere"));
    expect(read.ok ? [] : read.problems).toContain("items/food.yaml:1 cannot be read (ENOENT)");
  });

  test("a file of anything at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => {
        const parsed = parseFile("lessons/any.yaml", text, LessonFile);
        const problems = parsed.ok ? [] : parsed.problems;
        expect(problems.length).toBeGreaterThan(0);
        for (const problem of problems) expect(problem).toMatch(/^lessons\/any\.yaml:\d+ [^\n]+$/);
      }),
      { numRuns: 200 },
    );
  });
});

/** Fields of a JSON Schema of which a pointer that rests on them learns nothing. */
function fieldsWithoutWords(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, { description?: string }> };
  const bare = Object.keys(properties).filter((name) => properties[name]?.description === undefined);
  return [...bare, ...Object.values(schema).flatMap(fieldsWithoutWords)];
}

describe("what is made from the course is fresh", () => {
  test("docs/coverage.md (pnpm --filter @fluentfusion/curriculum coverage)", async () => {
    const written = await readFile(new URL("../../../docs/coverage.md", import.meta.url), "utf8");
    expect(written).toBe(coverageDocument(await authoredCourse()));
  });

  test.each([...jsonSchemas()])(
    "course/schema/%s (pnpm --filter @fluentfusion/curriculum schema)",
    async (name, text) => {
      expect(await readFile(join(COURSE_FOLDER, "schema", name), "utf8")).toBe(text);
    },
  );

  test.each([...jsonSchemas()])("an editor explains every field of course/schema/%s", (_, text) => {
    expect(fieldsWithoutWords(JSON.parse(text))).toEqual([]);
  });
});
