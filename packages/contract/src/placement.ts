import { z } from "zod";
import { Exercise, ExerciseResponse } from "./exercises.ts";
import { ClientId, DifficultyField, Id } from "./fields.ts";

export const StartPlacementInput = z.strictObject({ id: ClientId });

export const PlacementInput = z.strictObject({ placementId: Id });

export const AnswerPlacementInput = z.strictObject({
  placementId: Id,
  exerciseId: Id,
  /** `{ kind: "skip" }` says "I don't know". */
  response: ExerciseResponse,
});
export type AnswerPlacementInput = z.infer<typeof AnswerPlacementInput>;

const Share = z.number().min(0).max(1);

export const Placement = z.object({
  id: Id,
  /** The question to answer now; `null` when the test is finished. */
  next: Exercise.nullable(),
  questions: z.number().int(),
  /** Where to begin, as far as it is known. */
  difficulty: DifficultyField,
  probabilities: z.object({ beginner: Share, intermediate: Share, advanced: Share }),
  /** Logits above an unknown learner. */
  level: z.number(),
  standardError: z.number(),
});
export type Placement = z.infer<typeof Placement>;
