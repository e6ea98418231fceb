import type { Course } from "../course.ts";
import { checkCollisions } from "./check-collisions.ts";

/** Accepted forms that are also what another item teaches: right where the two mean the same, for an author to judge. */
export function courseCollisions(course: Course): string[] {
  return checkCollisions({ ...course, items: [] }, course.items);
}
