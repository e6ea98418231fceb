import type { AttemptReceipt } from "@fluentfusion/contract";
import { countBits, lessonScore, streakOn } from "@fluentfusion/core";
import type { StoredExercise } from "../lessons/lessons.queries.ts";
import type { Folded } from "./fold-learner.ts";
import type { Graded } from "./grade-submission.ts";

/** The accepted forms of typed and ordered answers; a picked or paired answer shows in the exercise itself. */
function acceptedForms({ key, prompt }: StoredExercise): string[] {
  if ("accepted" in key) return [...key.accepted];
  if ("optionId" in key && "options" in prompt) {
    return prompt.options.filter((option) => option.id === key.optionId).map((option) => option.text);
  }
  return [];
}

/** What the sender is told: how the answer was graded, and the record with it and all that came with it. */
export function toReceipt(graded: Graded, { learner, record }: Folded, day: string): AttemptReceipt {
  const { exercise, of, verdict } = graded;
  const lesson = record.lessons.get(exercise.lessonId) ?? null;
  const earned = record.earnings.find(({ attemptId }) => attemptId === graded.input.id);
  return {
    attemptId: graded.input.id,
    exerciseId: exercise.id,
    verdict: {
      outcome: verdict.outcome,
      score: verdict.score,
      reason: verdict.reason,
      nearest: verdict.nearest,
      edits: verdict.edits.map(({ op, answer, nearest }) => ({
        op,
        answer: { ...answer },
        nearest: { ...nearest },
      })),
      accepted: acceptedForms(exercise),
    },
    xpEarned: earned?.xp.reduce((sum, entry) => sum + entry.amount, 0) ?? 0,
    xpTotal: learner.totals.xp,
    streakDays: streakOn(learner.totals.streak, day).days,
    badgesEarned: [...(earned?.badges ?? [])],
    lesson: {
      lessonId: exercise.lessonId,
      solved: lesson === null ? 0 : countBits(lesson.solvedBits & of.lesson.exerciseBits),
      total: countBits(of.lesson.exerciseBits),
      completed: lesson !== null && lesson.completedAt !== null,
      score: lesson === null ? 0 : lessonScore(lesson),
    },
  };
}
