import type { ExercisePrompt, Language } from "@fluentfusion/core";
import type { CatalogueStore } from "./catalogue-store.ts";

/** The language that an exercise is answered in; `null` where nothing is written. */
export function answerLanguageOf(prompt: ExercisePrompt): Language | null {
  return "answerLanguage" in prompt ? prompt.answerLanguage : null;
}

/** The same of answers that were given, each to the revision that its learner saw. */
export function findAnswerLanguages(
  { catalogue }: { readonly catalogue: CatalogueStore },
  answers: readonly { readonly exerciseId: string; readonly revision: number }[],
): Promise<(Language | null)[]> {
  return Promise.all(
    answers.map(async ({ exerciseId, revision }) => {
      const found = await catalogue.exercise(exerciseId, revision);
      return found === null ? null : answerLanguageOf(found.exercise.prompt);
    }),
  );
}
