import { LANGUAGES, normaliseAnswer, type Language } from "@fluentfusion/core";
import type { Course, Item } from "../course.ts";
import { formsOf } from "../wording.ts";

/** The items of a course by id and by what they say. */
export interface CourseIndex {
  readonly course: Course;
  readonly byId: ReadonlyMap<string, Item>;
  /** `normaliseAnswer`, remembered: the same few thousand texts are compared again and again. */
  readonly normal: (text: string, language: Language) => string;
  /** The items of which one form is `text`, compared as answers are. */
  readonly saying: (text: string, language: Language) => readonly Item[];
  /** Whether one could pass for the other: a form is the same in some language, or the author says so. */
  readonly overlap: (a: Item, b: Item) => boolean;
}

export function indexCourse(course: Course): CourseIndex {
  const normals = new Map<string, string>();
  const normal = (text: string, language: Language) => {
    const known = normals.get(`${language}:${text}`);
    if (known !== undefined) return known;
    const made = normaliseAnswer(text, language);
    normals.set(`${language}:${text}`, made);
    return made;
  };
  const keyOf = (text: string, language: Language) => `${language}:${normal(text, language)}`;
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
  const byId = new Map(course.items.map((item) => [item.id, item]));
  const said = course.overlaps.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
  const overlaps = new Map<Item, Set<Item>>();
  for (const item of course.items) overlaps.set(item, new Set([item]));
  for (const list of [...byForm.values(), ...said]) {
    for (const a of list) for (const b of list) overlaps.get(a)?.add(b);
  }
  return {
    course,
    byId,
    normal,
    saying: (text, language) => byForm.get(keyOf(text, language)) ?? [],
    overlap: (a, b) => overlaps.get(a)?.has(b) === true,
  };
}
