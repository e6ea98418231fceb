import { createHash } from "node:crypto";
import {
  type Authored,
  baseHash,
  buildEachLesson,
  buildItems,
  type BuiltLesson,
  checkAuthored,
  checkCourse,
  type Course,
  parseAuthored,
  withAuthored,
} from "@fluentfusion/curriculum";
import { inSlices } from "../../shared/in-slices.ts";
import type { BuiltCourse } from "../lessons/publish-course.queries.ts";
import type { AuthoredRow } from "./authored.queries.ts";

/** What is written in the app, as far as it can be read and its file has not changed since. */
function readStanding(files: Course, { name, text, baseHash: base }: AuthoredRow): Authored | null {
  if (text === null) return null;
  const parsed = parseAuthored(name, text, files);
  return parsed.ok && baseHash(files, parsed.authored) === base ? parsed.authored : null;
}

const namesOf = (authored: readonly Authored[]) => new Set(authored.map(({ lesson }) => lesson.id));

export interface MergedCourse {
  readonly course: Course;
  /** Lessons that come from the app. */
  readonly names: ReadonlySet<string>;
}

/** The course of the files with what was published in the app. What no longer fits the files is left out. */
export function mergeAuthored(files: Course, heads: readonly AuthoredRow[]): MergedCourse {
  const standing = heads.flatMap((row) => readStanding(files, row) ?? []);
  const all = standing.reduce(withAuthored, files);
  if (standing.length === 0 || checkCourse(all).length === 0)
    return { course: all, names: namesOf(standing) };
  let course = files;
  const kept = standing.filter((authored) => {
    if (checkAuthored(course, authored).length > 0) return false;
    course = withAuthored(course, authored);
    return true;
  });
  return { course, names: namesOf(kept) };
}

/**
 * A merged course ready to be published. The hash of the files stands for them where the app adds nothing. Other calls get
 * their turn between the lessons.
 */
export async function buildMerged(
  { course, names }: MergedCourse,
  fileHash: string,
  heads: readonly AuthoredRow[],
): Promise<BuiltCourse> {
  const lessons: BuiltLesson[] = [];
  for await (const lesson of inSlices(buildEachLesson(course))) lessons.push(lesson);
  return { hash: hashOf(names, fileHash, heads), items: buildItems(course), lessons };
}

export function hashOf(names: ReadonlySet<string>, fileHash: string, heads: readonly AuthoredRow[]): string {
  const texts = heads.flatMap(({ name, text }) => (names.has(name) ? [[name, text]] : []));
  if (texts.length === 0) return fileHash;
  return createHash("sha256")
    .update(JSON.stringify([fileHash, texts]))
    .digest("hex");
}
