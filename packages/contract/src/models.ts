import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { Instant, storableText } from "./fields.ts";

/** How well probabilities foretold answers; `ece` is the expected calibration error over 20 bins. */
export const Scores = z.object({ auc: z.number(), logLoss: z.number(), ece: z.number() });
export type Scores = z.infer<typeof Scores>;

/**
 * A model and the one that was published when it was fitted, on the same learners, whose answers neither has seen.
 * `gain` is what an answer's log loss falls by, `gainError` its standard error over learners.
 */
export const ShadowScores = z.object({
  learners: z.number().int(),
  answers: z.number().int(),
  candidate: Scores,
  published: Scores.nullable(),
  gain: z.number(),
  gainError: z.number(),
  /** Which version was published then; judgements of before this was kept do not say. */
  publishedVersion: z.number().int().optional(),
});
export type ShadowScores = z.infer<typeof ShadowScores>;

export const ModelVersion = z.object({
  version: z.number().int(),
  status: z.enum(["candidate", "published", "retired"]),
  evidence: z.enum(["answers", "simulated_prior"]),
  /** Answers and learners that it was fitted on. */
  rows: z.number().int(),
  learners: z.number().int(),
  fittedAt: Instant,
  /** `null` for the model that an installation begins with. */
  shadow: ShadowScores.nullable(),
});
export type ModelVersion = z.infer<typeof ModelVersion>;

export const ModelStatus = z.object({
  published: ModelVersion.nullable(),
  /** The newest twenty, newest first. */
  versions: z.array(ModelVersion),
  /** Learners whose state was made by another model than the published one; each answer folds its learner anew. */
  learnersBehind: z.number().int(),
});
export type ModelStatus = z.infer<typeof ModelStatus>;

/** `if_better`: published when it foretells held-back answers better by more than one standard error. */
export const RefitInput = z.strictObject({
  publish: z.enum(["if_better", "never"]).default("if_better"),
});
export type RefitInput = z.infer<typeof RefitInput>;

/**
 * A candidate, or an earlier version to roll back to. Where it is not shown to foretell answers at least as well as the
 * published one, it is published with `force` only, and the audit log keeps the reason.
 */
export const PublishModelInput = z.strictObject({
  version: z.number().int().min(1).max(2_147_483_647),
  force: z.strictObject({ reason: storableText(1, LIMITS.deedReasonMaxChars) }).optional(),
});
export type PublishModelInput = z.infer<typeof PublishModelInput>;
