import { z } from "zod";

/**
 * Text as a learner sees it: one line, no blanks at its ends, composed letters, and nothing that is not drawn: such characters turn
 * the line around, part it, hide in an answer that nobody can type, or (half a surrogate) cannot be stored.
 */
export const line = (maxChars: number) =>
  z
    .string()
    .min(1)
    .max(maxChars, { abort: true })
    .regex(
      /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s](?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s])?$/u,
      "must be one line without blanks at its ends and without characters that cannot be seen",
    )
    .refine((text) => text === text.normalize("NFC"), "must be in Unicode normal form C");

/** A phrase is short: the grader takes answers of at most 500 characters, and a page shows it on a phone. */
export const Phrase = line(120);
export const Sentence = line(400);

export const ItemId = z.string().regex(/^[a-z]{3}-\d{3}$/, "must look like gre-001");
export const NoteId = z.string().regex(/^[a-z]{3}-\d{3}$/, "must look like cul-001");
export const SourceId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "must be a source id of sources.yaml");
/** The name of a lesson: its file name without the theme. */
export const LessonId = z
  .string()
  .regex(/^[a-z]+-[a-z]+-\d{1,2}$/, "must look like greetings-beginner-1 (category, difficulty, number)");
