import { editDistance } from "../grading/edit-distance.ts";
import { normaliseAnswer } from "../grading/index.ts";
import { type Language, LANGUAGES } from "../vocabulary.ts";

/** Below this many letters another letter makes another word; from `LONG` on, two slips may be one misspelling. */
const SHORTEST = 4;
const LONG = 8;

/** Whether one text, in normal form, is the other one with its spelling corrected. */
function isRespelled(a: string, b: string): boolean {
  const letters = Math.min(a.length, b.length);
  if (letters < SHORTEST) return false;
  const limit = letters < LONG ? 1 : 2;
  return editDistance(a, b, limit) <= limit;
}

/** Whether two sets of texts, in normal form, have one in common or one that was only misspelled in the other. */
export function shareForm(before: readonly string[], after: readonly string[]): boolean {
  const known = new Set(before);
  return (
    after.some((form) => known.has(form)) ||
    after.some((form) => before.some((was) => isRespelled(was, form)))
  );
}

/** What an item is: forms by language, of which one language is taught. */
export interface ItemForms {
  readonly targetLanguage: Language;
  readonly accepted: Readonly<Record<Language, readonly string[]>>;
}

/**
 * Whether an edited item still is what learners learned under its name: a form of the language that it teaches has
 * stayed, and so has a translation. Corrected spelling counts as having stayed.
 */
export function meansTheSame(before: ItemForms, after: ItemForms): boolean {
  if (before.targetLanguage !== after.targetLanguage) return false;
  const [was, is] = [before, after].map(({ accepted }) =>
    LANGUAGES.map((language) => accepted[language].map((form) => normaliseAnswer(form, language))),
  );
  const shared = LANGUAGES.flatMap((language, index) => {
    const [old = [], now = []] = [was?.[index], is?.[index]];
    return old.length === 0 || now.length === 0 ? [] : [{ language, stays: shareForm(old, now) }];
  });
  const taught = shared.filter(({ language }) => language === before.targetLanguage);
  const translations = shared.filter(({ language }) => language !== before.targetLanguage);
  return (
    taught.every(({ stays }) => stays) &&
    (translations.length === 0 || translations.some(({ stays }) => stays))
  );
}
