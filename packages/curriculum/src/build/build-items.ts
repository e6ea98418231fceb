import { LANGUAGES, type LexiconForm } from "@fluentfusion/core";
import type { Course } from "../course.ts";
import { formsOf, kindOf } from "../wording.ts";
import type { BuiltItem } from "./built-lesson.ts";

/** Each item once for each language in which it is learned. */
export function buildItems(course: Course): BuiltItem[] {
  return LANGUAGES.flatMap((targetLanguage) =>
    course.items.map((item) => ({
      slug: `${targetLanguage}:${item.id}`,
      targetLanguage,
      text: item.wording[targetLanguage].text,
      kind: kindOf(item),
      category: item.category,
      difficulty: item.difficulty,
      topic: item.topic,
      register: item.register,
      accepted: {
        kinyarwanda: formsOf(item, "kinyarwanda"),
        english: formsOf(item, "english"),
        french: formsOf(item, "french"),
      },
      confidence: item.confidence,
      review: item.review,
      sources: item.sources.map(({ id, place }) => ({
        id,
        where: [course.sources[id]?.address, place].filter(Boolean).join(" "),
      })),
    })),
  );
}

/** Every form of every item, for the grader: a slip that makes a word of another item is no slip. */
export function lexiconForms(course: Course): LexiconForm[] {
  return course.items.flatMap((item) =>
    LANGUAGES.flatMap((language) =>
      formsOf(item, language).map((text) => ({ language, text, itemId: item.id })),
    ),
  );
}
