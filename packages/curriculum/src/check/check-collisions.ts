import {
  answersOtherItem,
  buildLexicon,
  type Language,
  LANGUAGES,
  type Lexicon,
  type LexiconForm,
  normaliseAnswer,
} from "@fluentfusion/core";
import type { Course, Item } from "../course.ts";
import { formsOf } from "../wording.ts";

/** An accepted form of an item that is the answer to others too. */
export interface Collision {
  readonly item: Item;
  readonly language: Language;
  readonly form: string;
  readonly others: readonly string[];
}

/** One line for a collision, with the place where the form is accepted. */
export function collisionLine({ item, language, form, others }: Collision): string {
  return `${item.at} ${item.id}.${language}.accepted: "${form}" is the answer to ${others.join(", ")}`;
}

/**
 * The grader's own check of forms that are new to these items: one that answers another item would make the wrong word
 * right. Items that mean the same share a form already, and may share more.
 */
export function findCollisions(course: Course, items: readonly Item[]): Collision[] {
  const before = new Map(course.items.map((item) => [item.id, item]));
  const added = items.flatMap((item) =>
    LANGUAGES.flatMap((language) => {
      const was = before.get(item.id);
      const known = new Set(was === undefined ? [] : formsOf(was, language));
      const forms = item.wording[language].accepted.filter((form) => !known.has(form));
      return forms.map((form) => ({ item, language, form }));
    }),
  );
  if (added.length === 0) return [];
  const lexicon = lexiconWithout(course, items);
  return added.flatMap(({ item, language, form }) => {
    const { text, also } = item.wording[language];
    const own = [text, ...also].map((one) => normaliseAnswer(one, language));
    const normal = normaliseAnswer(form, language);
    if (!answersOtherItem(lexicon[language], normal, own)) return [];
    return [{ item, language, form, others: lexicon[language].forms.get(normal) ?? [] }];
  });
}

/** What the course teaches, of these items what they show alone. */
function lexiconWithout(course: Course, items: readonly Item[]): Lexicon {
  const changed = new Set(items.map(({ id }) => id));
  const taught = LANGUAGES.flatMap((language) =>
    [...course.items.filter(({ id }) => !changed.has(id)), ...items].flatMap((item): LexiconForm[] => {
      const { text, also } = item.wording[language];
      const forms = changed.has(item.id) ? [text, ...also] : formsOf(item, language);
      return forms.map((form) => ({ language, text: form, itemId: item.id }));
    }),
  );
  return buildLexicon(taught);
}
