import {
  LIMITS,
  type ExercisePrompt as CorePrompt,
  type ExerciseResponse as CoreResponse,
} from "@fluentfusion/core";
import { z } from "zod";
import { Id, LanguageField, storableText } from "./fields.ts";

const Option = z.object({ id: z.string(), text: z.string() });

/** A part of a question as it is read or heard, in its language: a gap and its meaning, a scene and a line. */
export const QuestionPart = z.object({ text: z.string(), language: LanguageField });
export type QuestionPart = z.infer<typeof QuestionPart>;

/** What a learner sees of an exercise. Its key is not part of any wire schema. */
export const ExercisePrompt = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("choice"),
    text: z.string(),
    textLanguage: LanguageField,
    optionLanguage: LanguageField,
    options: z.array(Option),
  }),
  z.object({
    kind: z.literal("order"),
    text: z.string(),
    textLanguage: LanguageField,
    answerLanguage: LanguageField,
    tokens: z.array(z.string()),
  }),
  z.object({
    kind: z.literal("type"),
    text: z.string(),
    textLanguage: LanguageField,
    answerLanguage: LanguageField,
  }),
  z.object({
    kind: z.literal("cloze"),
    before: z.string(),
    after: z.string(),
    hint: z.string(),
    hintLanguage: LanguageField,
    answerLanguage: LanguageField,
  }),
  z.object({
    kind: z.literal("match"),
    leftLanguage: LanguageField,
    rightLanguage: LanguageField,
    left: z.array(Option),
    right: z.array(Option),
  }),
  z.object({
    kind: z.literal("listen"),
    speech: z.string(),
    speechLanguage: LanguageField,
    answerLanguage: LanguageField,
  }),
  z.object({
    kind: z.literal("dialogue"),
    situation: z.string(),
    situationLanguage: LanguageField,
    line: z.string(),
    lineLanguage: LanguageField,
    options: z.array(Option),
  }),
  z.object({
    kind: z.literal("self_check"),
    text: z.string(),
    textLanguage: LanguageField,
    answer: z.string(),
    answerLanguage: LanguageField,
  }),
]) satisfies z.ZodType<CorePrompt>;
export type ExercisePrompt = z.infer<typeof ExercisePrompt>;

const optionId = z.string().min(1).max(64);

/** What a learner answered. */
export const ExerciseResponse = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["choice", "dialogue"]), optionId }),
  z.strictObject({
    kind: z.literal("order"),
    tokens: z.array(storableText(1, 100)).max(LIMITS.orderTokensMax),
  }),
  z.strictObject({ kind: z.enum(["type", "cloze", "listen"]), text: storableText(0, LIMITS.answerMaxChars) }),
  z.strictObject({
    kind: z.literal("match"),
    pairs: z.array(z.tuple([optionId, optionId])).max(LIMITS.matchPairsMax),
  }),
  z.strictObject({ kind: z.literal("self_check"), knew: z.boolean() }),
  z.strictObject({ kind: z.literal("skip") }),
]) satisfies z.ZodType<CoreResponse>;
export type ExerciseResponse = z.infer<typeof ExerciseResponse>;

/** An exercise as it is put to the learner. */
export const Exercise = z.object({
  id: Id,
  lessonId: Id,
  revision: z.number().int(),
  number: z.number().int(),
  prompt: ExercisePrompt,
});
export type Exercise = z.infer<typeof Exercise>;
