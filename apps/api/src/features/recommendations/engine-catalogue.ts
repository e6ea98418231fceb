import type { Catalogue, CourseLesson, PracticeItem } from "@fluentfusion/core";
import type { CatalogueLesson } from "../lessons/lessons.queries.ts";
import { KIND, skillsOf } from "../models/learner-traces.ts";

export interface EngineCatalogue extends Catalogue {
  readonly byId: ReadonlyMap<string, CourseLesson>;
}

const known = new WeakMap<readonly CatalogueLesson[], EngineCatalogue>();

/** A course as the engine sees it; the same object for the same course, since the engine keeps what it derives. */
export function engineCatalogue(course: readonly CatalogueLesson[]): EngineCatalogue {
  const before = known.get(course);
  if (before !== undefined) return before;
  const items = new Map<string, PracticeItem>();
  for (const { itemIds, category } of course) {
    for (const id of itemIds)
      if (!items.has(id)) items.set(id, { id, skills: skillsOf(category), kind: KIND });
  }
  const lessons = course.map((lesson) => ({
    ...lesson,
    minutes: lesson.durationMinutes,
    items: lesson.itemIds,
  }));
  const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  const made = { lessons, items: [...items.values()], byId };
  known.set(course, made);
  return made;
}
