import type { LessonPage, SearchLessonsInput } from "@fluentfusion/contract";
import { type Language, type Lexicon, normaliseAnswer } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import type { CatalogueLesson } from "./lessons.queries.ts";
import { courseOf, toSummary } from "./lessons.service.ts";

/** As the grader reads it, and without accents, which not every keyboard has. */
const foldOf = (text: string, language: Language) =>
  normaliseAnswer(text, language).normalize("NFD").replaceAll(/\p{M}/gu, "");

/** Whether a word of `text` begins with what is sought, or several words in a row do. */
const holds = (text: string, sought: string) => sought !== "" && ` ${text}`.includes(` ${sought}`);

/** The items of which a form in this language holds what is sought. */
function itemsWith(lexicon: Lexicon, language: Language, text: string): string[] {
  const sought = foldOf(text, language);
  return [...lexicon[language].forms].flatMap(([form, ids]) =>
    holds(form.normalize("NFD").replaceAll(/\p{M}/gu, ""), sought) ? ids : [],
  );
}

/**
 * Lessons of a language pair, without languages the learner's own, in whose title, words and phrases, or description something is found: in
 * that order, and within it in the order of the course. Words are found in both languages of the pair.
 */
export async function searchLessons(
  { deps, actor }: ActorContext,
  { text, cursor, limit, ...pair }: SearchLessonsInput,
): Promise<LessonPage> {
  const catalogue = await deps.catalogue.current();
  const lessons = courseOf(catalogue, actor, pair);
  const [first] = lessons;
  if (first === undefined) return { items: [], nextCursor: null };
  const languages = [first.targetLanguage, first.nativeLanguage];
  const items = new Set(languages.flatMap((language) => itemsWith(catalogue.lexicon, language, text)));
  const isIn = (shown: string, { titleLanguage }: CatalogueLesson) =>
    holds(foldOf(shown, titleLanguage), foldOf(text, titleLanguage));
  const placeOf = (lesson: CatalogueLesson) => {
    if (isIn(lesson.title, lesson)) return 0;
    if (lesson.itemIds.some((id) => items.has(id))) return 1;
    return isIn(lesson.description, lesson) ? 2 : null;
  };
  const found = lessons
    .flatMap((lesson) => {
      const place = placeOf(lesson);
      return place === null ? [] : [{ lesson, place }];
    })
    .toSorted((a, b) => a.place - b.place);
  const end = cursor + limit;
  return {
    items: found.slice(cursor, end).map(({ lesson }) => toSummary(lesson)),
    nextCursor: end < found.length ? end : null,
  };
}
