import type { Catalogue, PracticeItem } from "@fluentfusion/core";
import type { CatalogueLesson } from "../lessons/lessons.queries.ts";
import { KIND, skillsOf } from "../models/learner-traces.ts";

const known = new WeakMap<readonly CatalogueLesson[], Catalogue>();

/** A course as the engine sees it; the same object for the same course, since the engine keeps what it derives. */
export function engineCatalogue(course: readonly CatalogueLesson[]): Catalogue {
  const before = known.get(course);
  if (before !== undefined) return before;
  const items = new Map<string, PracticeItem>();
  for (const { itemIds, category } of course) {
    for (const id of itemIds)
      if (!items.has(id)) items.set(id, { id, skills: skillsOf(category), kind: KIND });
  }
  const made = {
    lessons: course.map((lesson) => ({ ...lesson, minutes: lesson.durationMinutes, items: lesson.itemIds })),
    items: [...items.values()],
  };
  known.set(course, made);
  return made;
}
