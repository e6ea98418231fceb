import type { Language } from "../../vocabulary.ts";
import rows from "../fixtures/forms.json" with { type: "json" };
import { buildLexicon, gradeAnswer, type Lexicon, type LexiconForm, type Verdict } from "../index.ts";

/** The forms of the verified word list with high or medium confidence: [language, text, item]. */
export const FORMS: readonly LexiconForm[] = rows.map(([language, text, itemId]) => ({
  language: language as Language,
  text: text ?? "",
  itemId: itemId ?? "",
}));

export const LEXICON: Lexicon = buildLexicon(FORMS);

export function formsOf(language: Language): string[] {
  return FORMS.filter((form) => form.language === language).map((form) => form.text);
}

/** The forms of a language by item: what an exercise for the item accepts. */
export function itemsOf(language: Language): ReadonlyMap<string, readonly string[]> {
  const items = new Map<string, string[]>();
  for (const form of FORMS) {
    if (form.language !== language) continue;
    items.set(form.itemId, [...(items.get(form.itemId) ?? []), form.text]);
  }
  return items;
}

/** Grades a typed answer against the whole course. */
export function gradeTyped(language: Language, accepted: string | readonly string[], text: string): Verdict {
  const key = { kind: "type", accepted: typeof accepted === "string" ? [accepted] : accepted } as const;
  const response = { kind: "type", text } as const;
  return gradeAnswer({ key, response, answerLanguage: language, strict: false, lexicon: LEXICON });
}
