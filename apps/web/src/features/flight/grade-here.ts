import type { AttemptReceipt, LessonPack, SubmitAttemptInput } from "@fluentfusion/contract";
import { gradeAnswer, type Lexicon } from "@fluentfusion/core";

type PackedExercise = LessonPack["exercises"][number];

function acceptedForms({ key, prompt }: PackedExercise): string[] {
  if ("accepted" in key) return [...key.accepted];
  if ("optionId" in key && "options" in prompt) {
    return prompt.options.filter(({ id }) => id === key.optionId).map(({ text }) => text);
  }
  return [];
}

/** What the device thinks of an answer, by the server's own grader. The server grades again and has the last word. */
export function gradeHere(
  exercise: PackedExercise,
  { id, response }: Pick<SubmitAttemptInput, "id" | "response">,
  lexicon: Lexicon,
): AttemptReceipt {
  const { key, prompt, strict, lessonId } = exercise;
  const answerLanguage = "answerLanguage" in prompt ? prompt.answerLanguage : null;
  const verdict = gradeAnswer({ key, response, answerLanguage, strict, lexicon });
  return {
    attemptId: id,
    exerciseId: exercise.id,
    verdict: { ...verdict, edits: [...verdict.edits], accepted: acceptedForms(exercise) },
    xpEarned: 0,
    xpTotal: 0,
    streakDays: 0,
    badgesEarned: [],
    lesson: { lessonId, solved: 0, total: 0, completed: false, score: 0 },
  };
}
