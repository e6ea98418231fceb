import { writeFile } from "node:fs/promises";
import { coverageDocument } from "../src/coverage.ts";
import { COURSE_FOLDER, readCourse } from "../src/index.ts";

/** Writes docs/coverage.md from the course files. */
const read = await readCourse(COURSE_FOLDER);
if (read.ok) {
  await writeFile(new URL("../../../docs/coverage.md", import.meta.url), coverageDocument(read.course));
} else {
  console.error(read.problems.join("\n"));
  process.exitCode = 1;
}
