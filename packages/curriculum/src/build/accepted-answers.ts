import type { Language } from "@fluentfusion/core";
import type { Item } from "../course.ts";
import { formsOf } from "../wording.ts";
import type { CourseIndex } from "./course-index.ts";

/** What the learner sees or hears of the item that is asked for. */
export interface Asked {
  readonly item: Item;
  readonly language: Language;
  /** `meaning` is the text with its hint; `speech` is the main form alone, which may be said of other items too. */
  readonly by: "meaning" | "speech";
}

/**
 * All right answers in `language`: the item's own forms, then those of every other item of which the same could be
 * asked. A hint tells items of one text apart, so with a hint only items with the same hint count.
 */
export function acceptedAnswers(index: CourseIndex, asked: Asked, language: Language): string[] {
  const { text, also, hint } = asked.item.wording[asked.language];
  const askedForms = asked.by === "speech" ? [text] : [text, ...also];
  const sayingAll = askedForms
    .map((form) => index.saying(form, asked.language))
    .reduce((some, more) => some.filter((item) => more.includes(item)));
  const meant = sayingAll.filter(
    (item) => asked.by === "speech" || hint === null || item.wording[asked.language].hint === hint,
  );
  const answers = new Map<string, string>();
  for (const item of [asked.item, ...meant]) {
    for (const form of formsOf(item, language)) {
      const normal = index.normal(form, language);
      if (!answers.has(normal)) answers.set(normal, form);
    }
  }
  return [...answers.values()];
}
