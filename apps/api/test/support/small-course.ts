import type { ExerciseKey, ExercisePrompt } from "@fluentfusion/core";
import type { BuiltCourse, StarterCourse } from "@fluentfusion/api";

/** Verified phrases of the starter course, enough for a few lessons. */
const PHRASES = [
  ["gre-001", "Muraho", "Hello"],
  ["gre-002", "Mwaramutse", "Good morning"],
  ["gre-003", "Mwiriwe", "Good afternoon"],
] as const;

type BuiltExercise = BuiltCourse["lessons"][number]["exercises"][number];

function exercise(number: number, itemSlug: string, prompt: ExercisePrompt, key: ExerciseKey): BuiltExercise {
  return { number, kind: prompt.kind, itemSlug, prompt, key, strict: false };
}

const EXERCISES: BuiltExercise[] = [
  ...PHRASES.map(([slug, rw, en], index) =>
    exercise(
      index,
      `kinyarwanda:${slug}`,
      { kind: "type", text: en, textLanguage: "english", answerLanguage: "kinyarwanda" },
      { kind: "type", accepted: [rw] },
    ),
  ),
  exercise(
    3,
    "kinyarwanda:gre-001",
    {
      kind: "choice",
      text: "Muraho",
      textLanguage: "kinyarwanda",
      optionLanguage: "english",
      options: [
        { id: "a", text: "Good morning" },
        { id: "b", text: "Hello" },
      ],
    },
    { kind: "choice", optionId: "b" },
  ),
];

const LESSONS = [
  ["greetings-beginner-1", "greetings", "beginner"],
  ["food-beginner-1", "food", "beginner"],
  ["greetings-intermediate-1", "greetings", "intermediate"],
  ["emergency-advanced-1", "emergency", "advanced"],
] as const;

/** A course of four lessons with the same four exercises each. */
export const SMALL_COURSE: BuiltCourse = {
  hash: "small-course-1",
  items: PHRASES.map(([id, rw, en]) => ({
    slug: `kinyarwanda:${id}`,
    targetLanguage: "kinyarwanda",
    text: rw,
    kind: "phrase",
    category: "greetings",
    difficulty: "beginner",
    topic: "greeting",
    register: null,
    accepted: { kinyarwanda: [rw], english: [en], french: [] as string[] },
    confidence: "high",
    review: false,
    sources: [{ id: "elias", where: "elias.unix.fas.harvard.edu" }],
  })),
  lessons: LESSONS.map(([name, category, difficulty], position) => ({
    slug: `kinyarwanda-from-english/${name}`,
    targetLanguage: "kinyarwanda",
    nativeLanguage: "english",
    category,
    difficulty,
    position,
    title: `Lesson ${name}`,
    description: "What to say first.",
    titleLanguage: "english",
    durationMinutes: 5,
    prerequisites: [],
    content: {
      vocabulary: [],
      phrases: PHRASES.map(([id, rw, en]) => ({
        itemSlug: `kinyarwanda:${id}`,
        text: rw,
        translation: en,
        hint: null,
        register: null,
        review: false,
        sources: ["elias"],
      })),
      culturalNotes: [
        { id: "cul-001", text: "A greeting is expected before a request.", sources: ["elias"] },
      ],
    },
    exercises: EXERCISES,
  })),
};

/** The small course as an installation's own: it was never a file, so that no author can go on from it. */
export const SMALL_STARTER: StarterCourse = {
  hash: SMALL_COURSE.hash,
  load: () => Promise.resolve(SMALL_COURSE),
  source: () => Promise.reject(new Error("the small course has no files")),
};
