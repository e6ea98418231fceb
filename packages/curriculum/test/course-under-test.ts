import { COURSE_FOLDER, readCourse, type Course } from "../src/index.ts";

/** The authored course; a defect in it fails the file that asks for it, with the defects as the message. */
export async function authoredCourse(): Promise<Course> {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  return read.course;
}
