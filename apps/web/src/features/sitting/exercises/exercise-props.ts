import type { ExercisePrompt, ExerciseResponse } from "@fluentfusion/contract";

export type PromptOf<Kind extends ExercisePrompt["kind"]> = Extract<ExercisePrompt, { kind: Kind }>;

/** What each kind of exercise gets: it reports the answer so far, or null while there is nothing to check. */
export interface ExerciseProps<Kind extends ExercisePrompt["kind"]> {
  readonly prompt: PromptOf<Kind>;
  readonly onDraft: (response: ExerciseResponse | null) => void;
  /** The answer is given: nothing changes any more. */
  readonly locked: boolean;
}
