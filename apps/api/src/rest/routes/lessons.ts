import {
  CategoryField,
  DifficultyField,
  ExercisePrompt,
  LanguageField,
  type LessonSummary,
} from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { getLesson, listAllLessons } from "../../features/lessons/lessons.service.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { Count, IdOut, InstantOut, LessonId, wholeNumber } from "../route-fields.ts";
import { learnerRoute, type Route } from "../route.ts";

const LessonOut = z.object({
  lesson_id: IdOut,
  title: z.string(),
  description: z.string(),
  target_language: LanguageField,
  native_language: LanguageField,
  difficulty: DifficultyField,
  category: CategoryField,
  /** Minutes. */
  duration: Count,
  exercise_count: Count,
  created_at: InstantOut,
});
const Lesson = LessonOut.meta({ id: "Lesson" });

/** A word or phrase of a lesson; `review` while a native speaker has yet to confirm it. */
const EntryOut = z
  .object({
    item_id: IdOut,
    text: z.string(),
    translation: z.string(),
    hint: z.string().nullable(),
    register: z.string().nullable(),
    review: z.boolean(),
    sources: z.array(z.string()),
  })
  .meta({ id: "LessonEntry" });

const LessonDetailOut = LessonOut.extend({
  content: z.object({
    vocabulary: z.array(EntryOut),
    phrases: z.array(EntryOut),
    cultural_notes: z.array(z.object({ id: z.string(), text: z.string(), sources: z.array(z.string()) })),
  }),
  exercises: z.array(
    z.object({
      exercise_id: IdOut,
      number: Count,
      revision: Count,
      prompt: ExercisePrompt,
    }),
  ),
}).meta({ id: "LessonDetail" });

/** Beyond every catalogue, and still exact as a number of any client. */
const SKIP_MAX = 2_147_483_647;

const ListQuery = z.object({
  target_language: LanguageField.optional(),
  difficulty: DifficultyField.optional(),
  category: CategoryField.optional(),
  skip: wholeNumber(0, SKIP_MAX).default(0),
  limit: wholeNumber(1, LIMITS.pageMax).default(LIMITS.pageMax),
});

function toLessonOut(lesson: LessonSummary): z.infer<typeof LessonOut> {
  return {
    lesson_id: lesson.id,
    title: lesson.title,
    description: lesson.description,
    target_language: lesson.targetLanguage,
    native_language: lesson.nativeLanguage,
    difficulty: lesson.difficulty,
    category: lesson.category,
    duration: lesson.durationMinutes,
    exercise_count: lesson.exerciseCount,
    created_at: lesson.publishedAt,
  };
}

function toEntryOut({ itemId, ...entry }: { itemId: string } & Omit<z.infer<typeof EntryOut>, "item_id">) {
  return { item_id: itemId, ...entry };
}

export const lessonRoutes: readonly Route[] = [
  learnerRoute(
    {
      method: "GET",
      path: "/api/lessons",
      summary: "Lessons, in course order, without their content",
      description:
        "Every filter that is given narrows the list; without target_language it holds the courses of all languages. " +
        "Of each course the caller sees the one for speakers of their own language, so that no lesson shows twice.",
      tag: "lessons",
      query: ListQuery,
      status: 200,
      output: z.array(Lesson),
    },
    async ({ query, ...request }) => {
      const { target_language: targetLanguage, difficulty, category, skip, limit } = query;
      const lessons = await listAllLessons(request, { targetLanguage, difficulty, category });
      return lessons.slice(skip, skip + limit).map(toLessonOut);
    },
  ),
  learnerRoute(
    {
      method: "GET",
      path: "/api/lessons/:lesson_id",
      summary: "One lesson with its content and exercises, without their answers",
      tag: "lessons",
      // What has not this form is no lesson: 404.
      params: z.object({ lesson_id: IdOut }),
      status: 200,
      output: LessonDetailOut,
      failures: [404],
    },
    async ({ params, ...request }) => {
      const lessonId = LessonId.safeParse(params.lesson_id);
      if (!lessonId.success) throw new DomainError("LESSON_NOT_FOUND");
      const { content, exercises, ...lesson } = await getLesson(request, lessonId.data);
      return {
        ...toLessonOut(lesson),
        content: {
          vocabulary: content.vocabulary.map(toEntryOut),
          phrases: content.phrases.map(toEntryOut),
          cultural_notes: content.culturalNotes,
        },
        exercises: exercises.map(({ id, number, revision, prompt }) => ({
          exercise_id: id,
          number,
          revision,
          prompt,
        })),
      };
    },
  ),
];
