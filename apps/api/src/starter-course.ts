import { access, readFile } from "node:fs/promises";
import {
  buildItems,
  buildLessons,
  type Course,
  COURSE_FOLDER,
  courseHash,
  readCourse,
} from "@fluentfusion/curriculum";
import type { BuiltCourse } from "./features/lessons/publish-course.queries.ts";

/** The course files cannot be used; the message has one line for each defect. */
export class CourseError extends Error {
  override readonly name = "CourseError";
}

/** The course that an installation starts with. */
export interface StarterCourse {
  readonly hash: string;
  load(): Promise<BuiltCourse>;
  /** As it was written, for authors to go on from. Rejects where there are no files. */
  source(): Promise<Course>;
}

/**
 * Reads, checks and builds the course of the source tree.
 *
 * @throws CourseError
 */
export async function readStarterCourse(): Promise<{ source: Course; built: BuiltCourse }> {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new CourseError(read.problems.join("\n"));
  const { course: source } = read;
  const built = { hash: courseHash(source), items: buildItems(source), lessons: buildLessons(source) };
  return { source, built };
}

const beside = (name: string) => new URL(`./course/${name}`, import.meta.url);

/**
 * The course that a bundle carries, checked and built when the bundle was made; the source tree has none and builds it
 * from its files. Building takes a second, and most starts find their course published.
 */
export async function openStarterCourse(): Promise<StarterCourse> {
  const hash = await readFile(beside("hash.txt"), "utf8").catch(() => null);
  if (hash === null) {
    const { source, built } = await readStarterCourse();
    return { hash: built.hash, load: () => Promise.resolve(built), source: () => Promise.resolve(source) };
  }
  await access(beside("source.json")).catch(() => {
    throw new CourseError("The build carries a course without its source: run pnpm build");
  });
  const read = async (name: string) => JSON.parse(await readFile(beside(name), "utf8")) as unknown;
  let source: Promise<Course> | null = null;
  return {
    hash,
    load: async () => (await read("course.json")) as BuiltCourse,
    source: () => (source ??= read("source.json").then((course) => course as Course)),
  };
}
