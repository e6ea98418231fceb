import { LANGUAGES, normaliseAnswer, type Language } from "@fluentfusion/core";
import type { Course, Item } from "../course.ts";
import { formsOf } from "../wording.ts";

/** The items of a course by id and by what they say. */
export interface CourseIndex {
  readonly course: Course;
  readonly byId: ReadonlyMap<string, Item>;
  /** The items of which one form is `text`, compared as answers are. */
  readonly saying: (text: string, language: Language) => readonly Item[];
  /** Whether one could pass for the other: a form is the same in some language, or the author says so. */
  readonly overlap: (a: Item, b: Item) => boolean;
}

const keyOf = (text: string, language: Language) => `${language}:${normaliseAnswer(text, language)}`;

export function indexCourse(course: Course): CourseIndex {
  const byForm = new Map<string, Item[]>();
  for (const item of course.items) {
    for (const language of LANGUAGES) {
      for (const key of new Set(formsOf(item, language).map((form) => keyOf(form, language)))) {
        const list = byForm.get(key);
        if (list === undefined) byForm.set(key, [item]);
        else list.push(item);
      }
    }
  }
  const overlaps = new Set<string>();
  for (const list of [...byForm.values(), ...course.overlaps.map((ids) => ids.map((id) => ({ id })))]) {
    for (const a of list) for (const b of list) overlaps.add(`${a.id} ${b.id}`);
  }
  return {
    course,
    byId: new Map(course.items.map((item) => [item.id, item])),
    saying: (text, language) => byForm.get(keyOf(text, language)) ?? [],
    overlap: (a, b) => overlaps.has(`${a.id} ${b.id}`),
  };
}
