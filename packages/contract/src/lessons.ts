import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { Exercise } from "./exercises.ts";
import {
  CategoryField,
  DifficultyField,
  Id,
  Instant,
  LanguageField,
  PageDirection,
  storableText,
} from "./fields.ts";

export const LessonSummary = z.object({
  id: Id,
  slug: z.string(),
  revision: z.number().int(),
  targetLanguage: LanguageField,
  nativeLanguage: LanguageField,
  category: CategoryField,
  difficulty: DifficultyField,
  title: z.string(),
  description: z.string(),
  /** English where no verified Kinyarwanda title exists. */
  titleLanguage: LanguageField,
  durationMinutes: z.number().int(),
  exerciseCount: z.number().int(),
  publishedAt: Instant,
});
export type LessonSummary = z.infer<typeof LessonSummary>;

const LessonEntry = z.object({
  itemId: Id,
  text: z.string(),
  translation: z.string(),
  hint: z.string().nullable(),
  register: z.string().nullable(),
  /** Waiting for a native speaker's review: recognised, not produced. */
  review: z.boolean(),
  sources: z.array(z.string()),
});

export const LessonContent = z.object({
  vocabulary: z.array(LessonEntry),
  phrases: z.array(LessonEntry),
  culturalNotes: z.array(z.object({ id: z.string(), text: z.string(), sources: z.array(z.string()) })),
});
export type LessonContent = z.infer<typeof LessonContent>;

export const Lesson = LessonSummary.extend({ content: LessonContent, exercises: z.array(Exercise) });
export type Lesson = z.infer<typeof Lesson>;

/** Without languages the learner's own pair is meant. */
export const ListLessonsInput = z.strictObject({
  targetLanguage: LanguageField.optional(),
  nativeLanguage: LanguageField.optional(),
  difficulty: DifficultyField.optional(),
  category: CategoryField.optional(),
  cursor: z.number().int().min(0).max(1_000_000).default(0),
  direction: PageDirection,
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(20),
});
export type ListLessonsInput = z.infer<typeof ListLessonsInput>;

/** Words in either language of the pair, as somebody types them: case, punctuation and accents do not matter. */
export const SearchLessonsInput = z.strictObject({
  text: storableText(1, LIMITS.searchMaxChars),
  targetLanguage: LanguageField.optional(),
  nativeLanguage: LanguageField.optional(),
  cursor: z.number().int().min(0).max(1_000_000).default(0),
  direction: PageDirection,
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(20),
});
export type SearchLessonsInput = z.infer<typeof SearchLessonsInput>;

export const LessonPage = z.object({
  items: z.array(LessonSummary),
  nextCursor: z.number().int().nullable(),
});
export type LessonPage = z.infer<typeof LessonPage>;

export const GetLessonInput = z.strictObject({ lessonId: Id });
