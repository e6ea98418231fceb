import type {
  Category,
  Difficulty,
  ExerciseKey,
  ExerciseKind,
  ExercisePrompt,
  Language,
} from "@fluentfusion/core";

/** One word or phrase of one target language, with what is accepted for it and who attests it. */
export interface BuiltItem {
  /** "kinyarwanda:gre-001" */
  readonly slug: string;
  readonly targetLanguage: Language;
  readonly text: string;
  readonly kind: "word" | "phrase";
  readonly category: Category;
  readonly difficulty: Difficulty;
  readonly topic: string;
  readonly register: string | null;
  /** Right forms in each language, the main one first. */
  readonly accepted: Record<Language, string[]>;
  readonly confidence: "high" | "medium";
  /** Waits for a native speaker: recognised, never produced. */
  readonly review: boolean;
  readonly sources: { readonly id: string; readonly where: string }[];
}

/** What a lesson shows of an item before its exercises. */
export interface LessonEntry {
  readonly itemSlug: string;
  /** In the target language. */
  readonly text: string;
  /** In the native language. */
  readonly translation: string;
  readonly hint: string | null;
  readonly register: string | null;
  readonly review: boolean;
  readonly sources: string[];
}

export interface LessonNote {
  readonly id: string;
  readonly text: string;
  readonly sources: string[];
}

export interface BuiltExercise {
  /** 0 to 29, the same in each revision of its lesson; numbering.ts has the rule. */
  readonly number: number;
  readonly kind: ExerciseKind;
  /** Null where several items are practised at once. */
  readonly itemSlug: string | null;
  readonly prompt: ExercisePrompt;
  readonly key: ExerciseKey;
  /** Emergency: slips of letters are not forgiven. */
  readonly strict: boolean;
}

/** A lesson of one language for speakers of another, ready to be published. */
export interface BuiltLesson {
  /** "kinyarwanda-from-english/greetings-beginner-1" */
  readonly slug: string;
  readonly targetLanguage: Language;
  readonly nativeLanguage: Language;
  readonly category: Category;
  readonly difficulty: Difficulty;
  /** Order within the course of this pair of languages, from 0. */
  readonly position: number;
  readonly title: string;
  readonly description: string;
  /** English for speakers of Kinyarwanda until a speaker has verified a Kinyarwanda title. */
  readonly titleLanguage: Language;
  readonly durationMinutes: number;
  /** Slugs of lessons of the same pair. */
  readonly prerequisites: string[];
  readonly content: {
    readonly vocabulary: LessonEntry[];
    readonly phrases: LessonEntry[];
    readonly culturalNotes: LessonNote[];
  };
  readonly exercises: BuiltExercise[];
}
