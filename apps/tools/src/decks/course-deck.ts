import type { Deck, DeckNote } from "@fluentfusion/anki";
import { buildLessons, type BuiltLesson, type Course, type LANGUAGE_PAIRS } from "@fluentfusion/curriculum";
import { guidOf, titled } from "./names.ts";

type Pair = (typeof LANGUAGE_PAIRS)[number];

function notesOf(lesson: BuiltLesson): DeckNote[] {
  const { category, difficulty, content, nativeLanguage } = lesson;
  return [...content.vocabulary, ...content.phrases].map((entry) => ({
    guid: guidOf(entry.itemSlug, nativeLanguage),
    text: entry.text,
    meaning: entry.translation,
    hint: entry.hint ?? "",
    situation: `${titled(category)}, ${difficulty}`,
    sources: entry.sources.join(", "),
    isProduced: !entry.review,
    tags: [category, difficulty, ...(entry.review ? ["waits-for-a-speaker"] : [])],
    memory: null,
  }));
}

/** Who attests the words, and where: it travels with the deck. */
function sourcesText(course: Course, notes: readonly DeckNote[]): string {
  const used = new Set(notes.flatMap(({ sources }) => sources.split(", ")));
  const lines = Object.entries(course.sources)
    .filter(([id]) => used.has(id))
    .map(([id, { title, address, licence }]) => `${id}: ${title}. ${address}. ${licence}`);
  return `${lines.join("\n")}\n`;
}

/** All words and phrases of one course as a deck, each once, in the order of the course. */
export function courseDeck(course: Course, { target, native }: Pair, at: Date): Deck {
  const lessons = buildLessons(course).filter(
    (lesson) => lesson.targetLanguage === target && lesson.nativeLanguage === native,
  );
  const notes = new Map<string, DeckNote>();
  for (const note of lessons.flatMap(notesOf)) if (!notes.has(note.guid)) notes.set(note.guid, note);
  const list = [...notes.values()];
  return {
    name: `FluentFusion ${titled(target)} from ${titled(native)}`,
    description: "Words and phrases for travel in Rwanda, each with who attests it.",
    notes: list,
    media: { "_fluentfusion-sources.txt": sourcesText(course, list) },
    at,
  };
}
