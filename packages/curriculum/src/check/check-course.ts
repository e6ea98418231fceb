import type { Course } from "../course.ts";
import { checkItems } from "./check-items.ts";
import { checkLessons } from "./check-lessons.ts";
import { checkRejected } from "./check-rejected.ts";

/** What the schemas cannot see, one line for each defect with the place where it was authored. */
export function checkCourse(course: Course): string[] {
  return [...checkItems(course), ...checkRejected(course), ...checkLessons(course)];
}
