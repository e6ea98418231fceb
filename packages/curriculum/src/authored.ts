import { createHash } from "node:crypto";
import { CATEGORIES, DIFFICULTIES } from "@fluentfusion/core";
import { stringify } from "yaml";
import { collisionLine, findCollisions } from "./check/check-collisions.ts";
import { checkCourse } from "./check/check-course.ts";
import type { Course, Item, Lesson } from "./course.ts";
import { AuthoredFile } from "./files/authored-file.ts";
import { parseFile } from "./files/parse-file.ts";
import { LessonId } from "./files/text-fields.ts";
import { toItem } from "./to-item.ts";

/** What stands before the line number of what is wrong with a lesson that is not in a file. */
const HERE = "lesson";

/** One lesson as it is written in the app, with the items that it brings or changes. */
export interface Authored {
  readonly lesson: Lesson;
  readonly items: readonly Item[];
  /** As it was written. */
  readonly text: string;
}

/** One thing that is wrong, in a sentence, and the line of the text where it stands; 1 where it stands in no line. */
export interface Problem {
  readonly line: number;
  readonly message: string;
}

export type ParsedAuthored =
  | { readonly ok: true; readonly authored: Authored }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const PLACE = /^(?<file>\S+):(?<line>\d+) (?<message>.*)$/s;

function toProblem(text: string): Problem {
  const { file = "", line = "1", message = text } = PLACE.exec(text)?.groups ?? {};
  return file === HERE ? { line: Number(line), message } : { line: 1, message: text };
}

/** Category, difficulty and number, which are in the name of a lesson: `greetings-beginner-1`. */
export function readLessonName(name: string): Pick<Lesson, "category" | "difficulty" | "number"> | null {
  if (!LessonId.safeParse(name).success) return null;
  const [first, second, digits] = name.split("-");
  const category = CATEGORIES.find((known) => known === first);
  const difficulty = DIFFICULTIES.find((known) => known === second);
  const number = Number(digits);
  return category === undefined || difficulty === undefined || number === 0
    ? null
    : { category, difficulty, number };
}

/** Reads one lesson in the format of its file, with `vocabulary` for items that are new or changed. */
export function parseAuthored(name: string, text: string, course: Course): ParsedAuthored {
  const named = readLessonName(name);
  if (named === null) {
    return { ok: false, problems: [{ line: 1, message: `${name} is no name of a lesson` }] };
  }
  const parsed = parseFile(HERE, text, AuthoredFile);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map(toProblem) };
  const { vocabulary, ...lesson } = parsed.data;
  const known = new Map(course.items.map((item) => [item.id, item]));
  const items = vocabulary.map((item, index) =>
    toItem(item, {
      at: `${HERE}:${parsed.lineOf(["vocabulary", index])}`,
      category: known.get(item.id)?.category ?? named.category,
    }),
  );
  return { ok: true, authored: { lesson: { ...lesson, ...named, at: `${HERE}:1`, id: name }, items, text } };
}

const orderOf = ({ category, difficulty, number }: Lesson) =>
  (DIFFICULTIES.indexOf(difficulty) * CATEGORIES.length + CATEGORIES.indexOf(category)) * 100 + number;

/** The course with one lesson in the place of its namesake, or added, and its items likewise. */
export function withAuthored(course: Course, { lesson, items }: Authored): Course {
  const changed = new Map(items.map((item) => [item.id, item]));
  const kept = course.items.map((item) => changed.get(item.id) ?? item);
  const known = new Set(course.items.map(({ id }) => id));
  const lessons = [...course.lessons.filter(({ id }) => id !== lesson.id), lesson];
  return {
    ...course,
    items: [...kept, ...items.filter(({ id }) => !known.has(id))],
    lessons: lessons.toSorted((a, b) => orderOf(a) - orderOf(b)),
  };
}

/** What the schema cannot see: references, sources, rejected forms, dialogues, answers that answer another item. */
export function checkAuthored(course: Course, authored: Authored): Problem[] {
  const all = checkCourse(withAuthored(course, authored));
  const known = new Set(all.length === 0 ? [] : checkCourse(course));
  const found = all.filter((text) => !known.has(text));
  const problems = [...found, ...findCollisions(course, authored.items).map(collisionLine)].map(toProblem);
  return problems.map((problem) => placed(problem, authored));
}

/** From the first of its letters on: looked for from each of them, a long word would take a time that grows with its square. */
const NAMES = /\b[a-z]+(?:-[a-z\d]+)+/g;

/** A check of the whole course knows the lesson but no line: what it names is looked for in the text. */
function placed({ line, message }: Problem, { lesson, text }: Authored): Problem {
  if (line !== 1) return { line, message };
  const names = (message.match(NAMES) ?? []).filter((name) => name !== lesson.id);
  const lines = text.split("\n").map((one) => new Set(one.match(NAMES) ?? []));
  const at = lines.findIndex((one) => names.some((name) => one.has(name)));
  return { line: at + 1 || 1, message };
}

function toWording({ text, also, accepted, hint }: Item["wording"]["english"]) {
  return {
    text,
    ...(also.length > 0 && { also }),
    ...(accepted.length > 0 && { accepted }),
    ...(hint !== null && { hint }),
  };
}

function toVocabulary({ at: _at, category: _category, wording, sources, ...rest }: Item) {
  const { id, register, review, note, ...fields } = rest;
  return {
    id,
    kinyarwanda: toWording(wording.kinyarwanda),
    english: toWording(wording.english),
    french: toWording(wording.french),
    ...fields,
    ...(register !== null && { register }),
    ...(review && { review }),
    sources: sources.map((source) => [source.id, source.place].filter(Boolean).join(" ")),
    ...(note !== null && { note }),
  };
}

/** A lesson as text, with all items that it teaches: read again it is the same. `null` where the course has none. */
export function writeAuthored(course: Course, name: string): string | null {
  const found = course.lessons.find(({ id }) => id === name);
  if (found === undefined) return null;
  const { at: _at, id: _id, category: _c, difficulty: _d, number: _n, ...lesson } = found;
  const ids = new Set(lesson.items.map(({ item }) => item));
  const vocabulary = course.items.filter(({ id }) => ids.has(id)).map(toVocabulary);
  return stringify({ ...lesson, vocabulary }, { lineWidth: 120 });
}

/**
 * What a lesson and some items are in the files, as a hash: while it stays the same, what was written in the app in
 * their place holds; when somebody changes the files, the files do.
 */
export function baseHash(files: Course, { lesson, items }: Authored): string {
  const ids = new Set(items.map(({ id }) => id));
  const base = [
    files.lessons.filter(({ id }) => id === lesson.id).map(({ at: _at, ...rest }) => rest),
    files.items.filter(({ id }) => ids.has(id)).map(({ at: _at, ...rest }) => rest),
  ];
  return createHash("sha256").update(JSON.stringify(base)).digest("hex");
}
