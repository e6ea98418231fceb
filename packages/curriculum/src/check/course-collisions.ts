import type { Course } from "../course.ts";
import { checkCollisions } from "./check-collisions.ts";

/**
 * Accepted forms that are also what another item teaches: right where the two mean the same, for an author to judge. What
 * `overlaps.yaml` says does not judge them: it names items that must not be offered beside each other, and left and right
 * are among those without being the same.
 */
export function courseCollisions(course: Course): string[] {
  return checkCollisions({ ...course, items: [] }, course.items);
}
