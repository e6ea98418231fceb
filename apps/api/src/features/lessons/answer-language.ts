import type { ExercisePrompt, Language } from "@fluentfusion/core";
import type { CatalogueStore } from "./catalogue-store.ts";

/** The language that an exercise is answered in; `null` where nothing is written, or the exercise is gone. */
export function answerLanguageOf(prompt: ExercisePrompt | null): Language | null {
  return prompt !== null && "answerLanguage" in prompt ? prompt.answerLanguage : null;
}

/** What answers were given to, each in the revision that its learner saw; `null` of an exercise that is gone. */
export function findPrompts(
  { catalogue }: { readonly catalogue: CatalogueStore },
  answers: readonly { readonly exerciseId: string; readonly revision: number }[],
): Promise<(ExercisePrompt | null)[]> {
  return Promise.all(
    answers.map(async ({ exerciseId, revision }) => {
      const found = await catalogue.exercise(exerciseId, revision);
      return found?.exercise.prompt ?? null;
    }),
  );
}
