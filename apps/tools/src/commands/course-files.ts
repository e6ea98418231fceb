import { access, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  collisionLine,
  COURSE_FOLDER,
  courseCollisions,
  type Course,
  LANGUAGE_PAIRS,
  readCourse,
} from "@fluentfusion/curriculum";
import { mergeItems, readItems, toCsvItem, writeItems } from "@fluentfusion/curriculum/csv";
import { CommandFailure, type Tools, UsageError } from "../command.ts";
import { courseDeck } from "../decks/course-deck.ts";
import { writeDeck } from "../decks/write-deck.ts";

/** A large course has some dozens of these; whoever wants all takes `--json`. */
const MAX_SHOWN = 40;

const folderOf = (folder: string | undefined) => (folder === undefined ? COURSE_FOLDER : resolve(folder));

/** The course of a folder. Throws with one line for each defect. */
async function courseIn(folder: string | undefined): Promise<Course> {
  // Without it every file of the course would be missed in turn.
  await access(folderOf(folder));
  const read = await readCourse(folderOf(folder));
  if (read.ok) return read.course;
  const more = read.problems.length - MAX_SHOWN;
  const shown = read.problems.slice(0, MAX_SHOWN).join("\n");
  throw new CommandFailure(more > 0 ? `${shown}\n… and ${more} more` : shown);
}

export async function lint({ output }: Tools, folder: string | undefined): Promise<void> {
  const course = await courseIn(folder);
  const { open, idle } = courseCollisions(course);
  if (idle.length > 0) {
    const lines = idle.map(({ at, item, form }) => `${at} ${item}: "${form}" answers nothing else any more`);
    throw new CommandFailure(`${lines.join("\n")}\nTake these entries out of judged.yaml.`);
  }
  output.table(open.map((one) => ({ "also the answer to another item": collisionLine(one) })));
  output.say(`${course.items.length} items and ${course.lessons.length} lessons have no defect.`);
  if (open.length > 0)
    output.say(
      "Each form above also answers another item. That is right where both mean the same: ask somebody who knows, and write it into judged.yaml (docs/authoring.md).",
    );
}

export async function exportCsv({ output }: Tools, file: string, folder: string | undefined): Promise<void> {
  const { items } = await courseIn(folder);
  await writeFile(file, writeItems(items.map(toCsvItem)));
  output.say(`${items.length} items are in ${file}.`);
}

export async function importCsv(
  { output, check }: Tools,
  file: string,
  folder: string | undefined,
): Promise<void> {
  const read = readItems(await readFile(file));
  if (!read.ok) throw new CommandFailure(read.problems.slice(0, MAX_SHOWN).join("\n"));
  const categories = [...new Set(read.items.map(({ category }) => category))];
  const rows = [];
  for (const category of categories) {
    const path = join(folderOf(folder), "items", `${category}.yaml`);
    const merged = mergeItems(await readFile(path, "utf8"), read.items, category);
    if (!check && merged.added + merged.changed > 0) await writeFile(path, merged.text);
    rows.push({ situation: category, added: merged.added, changed: merged.changed });
  }
  output.table(rows);
  output.say(check ? "Nothing was written (--check)." : "Now look at it: ff course lint");
}

export async function exportDeck({ output }: Tools, words: readonly string[]): Promise<void> {
  const [target, native, file, folder] = words;
  const pair = LANGUAGE_PAIRS.find((one) => one.target === target && one.native === native);
  if (pair === undefined || file === undefined) {
    throw new UsageError("Say which: ff course anki kinyarwanda english course.apkg");
  }
  const deck = courseDeck(await courseIn(folder), pair, new Date());
  await writeDeck(file, deck);
  output.say(`${deck.notes.length} notes are in ${file}; Anki opens it.`);
}
