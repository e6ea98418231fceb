import { LANGUAGES, normaliseAnswer, type Language } from "@fluentfusion/core";
import type { Course, Item, Lesson, Note } from "../course.ts";
import { MIN_ITEMS } from "../files/lesson-file.ts";
import { kindOf, meaningOf } from "../wording.ts";
import { buildExercises } from "./build-exercises.ts";
import type { BuiltLesson, LessonEntry, LessonNote } from "./built-lesson.ts";
import { indexCourse, type CourseIndex } from "./course-index.ts";
import { itemSlug, type LessonDraft, type SlottedItem } from "./lesson-draft.ts";

/** Each language for the speakers of each other. */
export const LANGUAGE_PAIRS: readonly { readonly target: Language; readonly native: Language }[] =
  LANGUAGES.flatMap((target) =>
    LANGUAGES.filter((native) => native !== target).map((native) => ({ target, native })),
  );

const slugOf = (id: string, target: Language, native: Language) => `${target}-from-${native}/${id}`;

/** Some Kinyarwanda forms differ where English has one; whoever learns English learns it once. */
function slottedItems(index: CourseIndex, lesson: Lesson, target: Language): SlottedItem[] {
  const seen = new Set<string>();
  return lesson.items.flatMap(({ slot, item: id }) => {
    const item = index.byId.get(id);
    if (item === undefined) return [];
    const text = normaliseAnswer(item.wording[target].text, target);
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ slot, item }];
  });
}

/** Plural forms help whoever learns Kinyarwanda; else the hint of the language that is read most easily. */
function hintOf(item: Item, { target, native }: LessonDraft): string | null {
  if (native === "kinyarwanda") return item.wording[target].hint;
  const hints = target === "kinyarwanda" ? [item.wording[target].hint] : [];
  return [...hints, item.wording[native].hint].filter((hint) => hint !== null).join("; ") || null;
}

function toEntry(draft: LessonDraft, item: Item): LessonEntry {
  return {
    itemSlug: itemSlug(item, draft.target),
    text: item.wording[draft.target].text,
    translation: meaningOf(item, draft.native),
    hint: hintOf(item, draft),
    register: item.register,
    review: item.review,
    sources: item.sources.map(({ id }) => id),
  };
}

function toNote(note: Note, native: Language): LessonNote {
  const { id, sources, sourceYear } = note;
  const text = native === "french" ? note.french : note.english;
  if (sourceYear === undefined) return { id, text, sources };
  const asOf = native === "french" ? `(source de ${sourceYear})` : `(source of ${sourceYear})`;
  return { id, text: `${text} ${asOf}`, sources };
}

function buildLesson(draft: LessonDraft, position: number): BuiltLesson {
  const { lesson, target, native, items } = draft;
  const titleLanguage =
    native === "kinyarwanda" && (lesson.title.kinyarwanda ?? lesson.description.kinyarwanda) === undefined
      ? "english"
      : native;
  const entries = (kind: "word" | "phrase") =>
    items.filter(({ item }) => kindOf(item) === kind).map(({ item }) => toEntry(draft, item));
  const notes = lesson.notes.flatMap((id) => draft.index.course.notes.find((note) => note.id === id) ?? []);
  return {
    slug: draft.slug,
    targetLanguage: target,
    nativeLanguage: native,
    category: lesson.category,
    difficulty: lesson.difficulty,
    position,
    title: lesson.title[titleLanguage] ?? lesson.title.english,
    description: lesson.description[titleLanguage] ?? lesson.description.english,
    titleLanguage,
    durationMinutes: lesson.minutes,
    prerequisites: lesson.prerequisites.map((id) => slugOf(id, target, native)),
    content: {
      vocabulary: entries("word"),
      phrases: entries("phrase"),
      culturalNotes: notes.map((note) => toNote(note, native)),
    },
    exercises: buildExercises(draft),
  };
}

function* build(
  course: Course,
  isWanted: (lesson: Lesson) => boolean = () => true,
): Generator<BuiltLesson, void, void> {
  const index = indexCourse(course);
  for (const { target, native } of LANGUAGE_PAIRS) {
    const drafts = course.lessons
      .map((lesson) => ({
        index,
        lesson,
        slug: slugOf(lesson.id, target, native),
        target,
        native,
        items: slottedItems(index, lesson, target),
      }))
      .filter(({ items }) => items.length >= MIN_ITEMS);
    const slugs = new Set(drafts.map(({ slug }) => slug));
    for (const [position, draft] of drafts.entries()) {
      if (!isWanted(draft.lesson)) continue;
      const built = buildLesson(draft, position);
      yield { ...built, prerequisites: built.prerequisites.filter((slug) => slugs.has(slug)) };
    }
  }
}

/** A course is read-only, and is checked, hashed and published in one go: it is built once. */
const builtBefore = new WeakMap<Course, readonly BuiltLesson[]>();

/** Every lesson for every pair of languages in which it has enough items. Pure: the same course, the same lessons. */
export function buildLessons(course: Course): readonly BuiltLesson[] {
  const built = builtBefore.get(course) ?? [...build(course)];
  builtBefore.set(course, built);
  return built;
}

/** The same lessons one by one, for who has other things to do between them: all together take some tenths of a second. */
export const buildEachLesson = (course: Course): Iterable<BuiltLesson> => build(course);

/** One lesson for every pair of languages in which it has enough items, as `buildLessons` makes it. */
export function buildLessonNamed(course: Course, id: string): readonly BuiltLesson[] {
  return [...build(course, (lesson) => lesson.id === id)];
}
