import { createHash } from "node:crypto";
import { buildItems } from "./build/build-items.ts";
import { buildLessons } from "./build/build-lessons.ts";
import type { Course } from "./course.ts";

/**
 * SHA-256 over all that would be published, in hex. It changes with the files and with the rules that build exercises
 * from them, not with comments or line breaks.
 */
export function courseHash(course: Course): string {
  const published = JSON.stringify([buildItems(course), buildLessons(course)]);
  return createHash("sha256").update(published).digest("hex");
}
