import {
  answersOtherItem,
  buildLexicon,
  LANGUAGES,
  type LexiconForm,
  normaliseAnswer,
} from "@fluentfusion/core";
import type { Course, Item } from "../course.ts";
import { formsOf } from "../wording.ts";

/**
 * The grader's own check of forms that are new to these items: one that answers another item would make the wrong word
 * right. Items that mean the same share a form already, and may share more.
 */
export function checkCollisions(course: Course, items: readonly Item[]): string[] {
  const before = new Map(course.items.map((item) => [item.id, item]));
  const changed = new Set(items.map(({ id }) => id));
  const taught = LANGUAGES.flatMap((language) =>
    [...course.items.filter(({ id }) => !changed.has(id)), ...items].flatMap((item): LexiconForm[] => {
      const { text, also } = item.wording[language];
      const forms = changed.has(item.id) ? [text, ...also] : formsOf(item, language);
      return forms.map((form) => ({ language, text: form, itemId: item.id }));
    }),
  );
  const lexicon = buildLexicon(taught);
  return items.flatMap((item) =>
    LANGUAGES.flatMap((language) => {
      const was = before.get(item.id);
      const known = new Set(was === undefined ? [] : formsOf(was, language));
      const { text, also, accepted } = item.wording[language];
      const own = [text, ...also].map((form) => normaliseAnswer(form, language));
      return accepted.flatMap((form) => {
        const normal = normaliseAnswer(form, language);
        if (known.has(form) || !answersOtherItem(lexicon[language], normal, own)) return [];
        const others = lexicon[language].forms.get(normal)?.join(", ") ?? "";
        return [`${item.at} ${item.id}.${language}.accepted: "${form}" is the answer to ${others}`];
      });
    }),
  );
}
