import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import {
  CategoryField,
  ClientId,
  DifficultyField,
  Id,
  Instant,
  LanguageField,
  storableText,
} from "./fields.ts";
import { QuestionPart } from "./exercises.ts";

/** Category, difficulty and number of a lesson: `greetings-beginner-1`. */
export const LessonName = z
  .string()
  .max(40)
  .regex(/^[a-z]+-[a-z]+-[1-9]\d?$/);

/** A lesson in the format of its file (docs/authoring.md), YAML or JSON. */
const LessonText = storableText(1, LIMITS.draftMaxChars);

/** A lesson of the course, whichever way it was written. */
export const CourseLesson = z.object({
  name: LessonName,
  title: z.string(),
  /** In each language that the course has it in; `title` is the English one. */
  titles: z.object({
    english: z.string(),
    french: z.string().optional(),
    kinyarwanda: z.string().optional(),
  }),
  category: CategoryField,
  difficulty: DifficultyField,
  /** `newer_file`: it was published in the app, and its file has changed since and counts. */
  origin: z.enum(["file", "app", "newer_file"]),
  /** How often it was published in the app. */
  revision: z.number().int(),
});
export type CourseLesson = z.infer<typeof CourseLesson>;

export const Draft = z.object({
  id: Id,
  name: LessonName,
  text: z.string(),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Draft = z.infer<typeof Draft>;

export const DraftSummary = Draft.omit({ text: true });
export type DraftSummary = z.infer<typeof DraftSummary>;

export const DraftInput = z.strictObject({ draftId: Id });

export const SaveDraftInput = z.strictObject({
  id: ClientId,
  name: LessonName,
  text: LessonText,
  /** Of the draft that was changed; 0 for a new one. */
  version: z.number().int().min(0).max(1_000_000),
});
export type SaveDraftInput = z.infer<typeof SaveDraftInput>;

export const ImportLessonInput = SaveDraftInput.omit({ version: true });
export type ImportLessonInput = z.infer<typeof ImportLessonInput>;

export const LessonTextInput = z.strictObject({ name: LessonName, text: LessonText });
export type LessonTextInput = z.infer<typeof LessonTextInput>;

export const Validation = z.object({
  /** Empty: it can be published. */
  problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
});
export type Validation = z.infer<typeof Validation>;

export const PreviewInput = LessonTextInput.extend({
  targetLanguage: LanguageField,
  nativeLanguage: LanguageField,
});
export type PreviewInput = z.infer<typeof PreviewInput>;

const ChangedExercise = z.object({
  number: z.number().int(),
  /** `cosmetic`: nothing for who answered. `accept_set`: regraded. `semantic`: it begins anew. */
  kind: z.enum(["new", "removed", "cosmetic", "accept_set", "semantic"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Right answers that come and go, where they are typed. */
  added: z.array(z.string()),
  removed: z.array(z.string()),
});

/** The words about a lesson that its learners read, in the language that they are in. */
const LessonWords = z.object({
  title: z.string(),
  description: z.string(),
  durationMinutes: z.number().int(),
});

/** What publishing would change, against what is published. */
export const LessonDiff = z.object({
  lessons: z.array(
    z.object({
      slug: z.string(),
      isNew: z.boolean(),
      /** Of `before` and `after`, what differs: `title`, `description`, `durationMinutes`. */
      fields: z.array(z.string()),
      /** As it is published; null where it is not. */
      before: LessonWords.nullable(),
      after: LessonWords,
      exercises: z.array(ChangedExercise),
    }),
  ),
  /** Other lessons that teach an item which this one changes: their exercises change with it. */
  alsoIn: z.array(LessonName),
});
export type LessonDiff = z.infer<typeof LessonDiff>;

export const PublishLessonInput = z.strictObject({
  draftId: Id,
  version: z.number().int().min(1).max(1_000_000),
});
export type PublishLessonInput = z.infer<typeof PublishLessonInput>;

export const LessonRevisionEntry = z.object({
  name: LessonName,
  revision: z.number().int(),
  /** From here on the file counts again. */
  isFile: z.boolean(),
  publishedAt: Instant,
  publishedBy: Id.nullable(),
});
export type LessonRevisionEntry = z.infer<typeof LessonRevisionEntry>;

/** What came of publishing: in how many language pairs lessons got a new revision. */
export const PublishedLesson = LessonRevisionEntry.extend({ lessonsChanged: z.number().int() });
export type PublishedLesson = z.infer<typeof PublishedLesson>;

export const ByLessonName = z.strictObject({ name: LessonName });

/** A new revision like an old one; 0: like the file. */
export const RollbackInput = z.strictObject({
  name: LessonName,
  revision: z.number().int().min(0).max(1_000_000),
});
export type RollbackInput = z.infer<typeof RollbackInput>;

/** Without a revision: as it is published now. */
export const ExportLessonInput = z.strictObject({
  name: LessonName,
  revision: z.number().int().min(1).max(1_000_000).optional(),
});
export type ExportLessonInput = z.infer<typeof ExportLessonInput>;

export const ItemStatsInput = z.strictObject({ lessonId: Id });

/** How a lesson's exercises go, over all learners, from their folded records. */
export const ItemStats = z.object({
  lessonId: Id,
  title: z.string(),
  learners: z.number().int(),
  answers: z.number().int(),
  exercises: z.array(
    z.object({
      exerciseId: Id,
      number: z.number().int(),
      itemId: Id.nullable(),
      kind: z.string(),
      question: z.string(),
      /** The same, part by part. */
      questionParts: z.array(QuestionPart),
      learners: z.number().int(),
      /** Share of the learners who were right at their first answer; `null` where they are fewer than five. */
      firstTryRight: z.number().min(0).max(1).nullable(),
      disputes: z.number().int(),
    }),
  ),
});
export type ItemStats = z.infer<typeof ItemStats>;
