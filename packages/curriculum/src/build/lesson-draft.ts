import type { Language } from "@fluentfusion/core";
import type { Item, Lesson } from "../course.ts";
import type { CourseIndex } from "./course-index.ts";

export interface SlottedItem {
  readonly slot: number;
  readonly item: Item;
}

/** A lesson of one pair of languages while its exercises are made. */
export interface LessonDraft {
  readonly index: CourseIndex;
  readonly lesson: Lesson;
  readonly slug: string;
  readonly target: Language;
  readonly native: Language;
  /** In the order of the lesson; of items with the same text in the target language, the first. */
  readonly items: readonly SlottedItem[];
}

export const itemSlug = (item: Item, target: Language) => `${target}:${item.id}`;
