import type { Lesson } from "@fluentfusion/contract";
import type { BuiltLesson, LessonEntry } from "@fluentfusion/curriculum";
import { idOf, itemIdOf } from "../lessons/publish-items.queries.ts";

function toEntry({ itemSlug, ...entry }: LessonEntry): Lesson["content"]["phrases"][number] {
  return { itemId: itemIdOf(itemSlug), ...entry };
}

/** A lesson that is not published yet, as it would be shown. */
export function toLesson(built: BuiltLesson, at: Date): Lesson {
  const id = idOf("lesson", built.slug);
  const { slug, targetLanguage, nativeLanguage, category, difficulty, title, description } = built;
  return {
    id,
    slug,
    revision: 0,
    targetLanguage,
    nativeLanguage,
    category,
    difficulty,
    title,
    description,
    titleLanguage: built.titleLanguage,
    durationMinutes: built.durationMinutes,
    exerciseCount: built.exercises.length,
    publishedAt: at.toISOString(),
    content: {
      vocabulary: built.content.vocabulary.map(toEntry),
      phrases: built.content.phrases.map(toEntry),
      culturalNotes: built.content.culturalNotes,
    },
    exercises: built.exercises.map(({ number, prompt }) => ({
      id: idOf("exercise", `${slug}#${number}`),
      lessonId: id,
      revision: 0,
      number,
      prompt: prompt as Lesson["exercises"][number]["prompt"],
    })),
  };
}
