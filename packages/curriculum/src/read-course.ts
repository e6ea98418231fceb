import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CATEGORIES, DIFFICULTIES } from "@fluentfusion/core";
import { checkCourse } from "./check/check-course.ts";
import type { Course, Item, Judged, Lesson, Note } from "./course.ts";
import { ItemFile } from "./files/item-file.ts";
import { LessonFile } from "./files/lesson-file.ts";
import { parseFile, type Parsed } from "./files/parse-file.ts";
import { JudgedFile, NoteFile, OverlapFile, RejectedFile, SourceFile } from "./files/reference-files.ts";
import { toItem } from "./to-item.ts";
import type { z } from "zod";

/** The course of this repository. */
export const COURSE_FOLDER = fileURLToPath(new URL("../course", import.meta.url));

export type ReadCourse =
  | { readonly ok: true; readonly course: Course }
  /** One line for each defect: `items/food.yaml:12 foo-001.english.text: …`. */
  | { readonly ok: false; readonly problems: readonly string[] };

const LESSON_FILE = /^(?<category>[a-z]+)-(?<difficulty>[a-z]+)-(?<number>[1-9]\d?)-[a-z0-9-]{1,60}\.yaml$/;
const EMPTY_LESSON_NAME = "is not named <category>-<difficulty>-<number>-<theme>.yaml";

/** Reads the files of one course; what is wrong with any of them is collected. */
class CourseReader {
  readonly problems: string[] = [];
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async file<T>(name: string, schema: z.ZodType<T>): Promise<Extract<Parsed<T>, { ok: true }> | null> {
    let text: string;
    try {
      text = await readFile(join(this.folder, name), "utf8");
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
      this.problems.push(`${name}:1 cannot be read (${reason})`);
      return null;
    }
    const parsed = parseFile(name, text, schema);
    if (parsed.ok) return parsed;
    this.problems.push(...parsed.problems);
    return null;
  }

  async items(): Promise<Item[]> {
    const read: Item[] = [];
    for (const category of CATEGORIES) {
      const name = `items/${category}.yaml`;
      const file = await this.file(name, ItemFile);
      if (file === null) continue;
      for (const [i, item] of file.data.entries()) {
        read.push(toItem(item, { at: `${name}:${file.lineOf([i])}`, category }));
      }
    }
    return read;
  }

  async notes(): Promise<Note[]> {
    const file = await this.file("notes.yaml", NoteFile);
    return file?.data.map((note, i) => ({ ...note, at: `notes.yaml:${file.lineOf([i])}` })) ?? [];
  }

  async judged(): Promise<Judged[]> {
    const file = await this.file("judged.yaml", JudgedFile);
    return file?.data.map((one, i) => ({ ...one, at: `judged.yaml:${file.lineOf([i])}` })) ?? [];
  }

  async lessons(): Promise<Lesson[]> {
    const read: Lesson[] = [];
    const names = await readdir(join(this.folder, "lessons")).catch(() => []);
    for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
      const at = `lessons/${name}:1`;
      const parts = LESSON_FILE.exec(name)?.groups;
      const category = CATEGORIES.find((known) => known === parts?.["category"]);
      const difficulty = DIFFICULTIES.find((known) => known === parts?.["difficulty"]);
      if (category === undefined || difficulty === undefined) {
        this.problems.push(`${at} ${EMPTY_LESSON_NAME}`);
        continue;
      }
      const file = await this.file(`lessons/${name}`, LessonFile);
      if (file === null) continue;
      const number = Number(parts?.["number"]);
      read.push({
        ...file.data,
        at,
        id: `${category}-${difficulty}-${number}`,
        category,
        difficulty,
        number,
      });
    }
    return read.toSorted(
      (a, b) =>
        DIFFICULTIES.indexOf(a.difficulty) - DIFFICULTIES.indexOf(b.difficulty) ||
        CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) ||
        a.number - b.number,
    );
  }
}

/** Reads and checks the course in `folder`. Never throws for what is in the files. */
export async function readCourse(folder: string): Promise<ReadCourse> {
  const reader = new CourseReader(folder);
  const course: Course = {
    items: await reader.items(),
    lessons: await reader.lessons(),
    notes: await reader.notes(),
    sources: (await reader.file("sources.yaml", SourceFile))?.data ?? {},
    rejected: (await reader.file("rejected.yaml", RejectedFile))?.data ?? [],
    overlaps: (await reader.file("overlaps.yaml", OverlapFile))?.data ?? [],
    judged: await reader.judged(),
  };
  // What a missing file would have said is not worth a second line, so the whole is checked only if all parts are read.
  const problems = reader.problems.length > 0 ? reader.problems : checkCourse(course);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, course };
}
