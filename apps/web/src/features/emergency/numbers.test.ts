import { COURSE_FOLDER, readCourse } from "@fluentfusion/curriculum";
import { expect, test } from "vitest";
import { EMERGENCY_NUMBERS } from "./numbers.ts";

test("the numbers to call are those of the course, each with two sources and the year of the newest", async () => {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  for (const { number, note, sourceYear } of EMERGENCY_NUMBERS) {
    const fact = read.course.notes.find(({ id }) => id === note);
    expect(fact).toMatchObject({ topic: "emergency numbers", sourceYear });
    expect(fact?.english.startsWith(`${number} is the `)).toBe(true);
    expect(fact?.sources.length).toBeGreaterThanOrEqual(2);
  }
});
