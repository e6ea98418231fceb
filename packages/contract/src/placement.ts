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

/** The learner says that the result is wrong, and where they belong: a few more questions, once. */
export const ContestPlacementInput = z.strictObject({ placementId: Id, difficulty: DifficultyField });
export type ContestPlacementInput = z.infer<typeof ContestPlacementInput>;

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
  /** Whether a result can still be contested. */
  contestable: z.boolean(),
});
export type Placement = z.infer<typeof Placement>;
