import { readFile } from "node:fs/promises";
import { buildItems, buildLessons, COURSE_FOLDER, courseHash, readCourse } from "@fluentfusion/curriculum";
import type { BuiltCourse } from "./features/lessons/publish-course.queries.ts";

/** The course files cannot be used; the message has one line for each defect. */
export class CourseError extends Error {
  override readonly name = "CourseError";
}

/** The course that an installation starts with. */
export interface StarterCourse {
  readonly hash: string;
  load(): Promise<BuiltCourse>;
}

/**
 * Reads, checks and builds the course of the source tree.
 *
 * @throws CourseError
 */
export async function buildStarterCourse(): Promise<BuiltCourse> {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new CourseError(read.problems.join("\n"));
  const { course } = read;
  return { hash: courseHash(course), items: buildItems(course), lessons: buildLessons(course) };
}

const beside = (name: string) => new URL(`./course/${name}`, import.meta.url);

/**
 * The course that a bundle carries, checked and built when the bundle was made; the source tree has none and builds it
 * from its files. Building takes a second, and most starts find their course published.
 */
export async function openStarterCourse(): Promise<StarterCourse> {
  const hash = await readFile(beside("hash.txt"), "utf8").catch(() => null);
  if (hash === null) {
    const course = await buildStarterCourse();
    return { hash: course.hash, load: () => Promise.resolve(course) };
  }
  return {
    hash,
    load: async () => JSON.parse(await readFile(beside("course.json"), "utf8")) as BuiltCourse,
  };
}
