import { POLICIES } from "@fluentfusion/core";
import { z } from "zod";
import { Instant, storableText } from "./fields.ts";

export const PolicyName = z.enum(POLICIES as [string, ...string[]]);

/** A policy and the share of the learners who are given it. */
export const ExperimentArm = z.strictObject({ policy: PolicyName, share: z.number().min(0.01).max(0.99) });

const Name = storableText(1, 60).regex(/^[\w .-]+$/, { error: "may hold letters, digits, spaces and . _ -" });

export const StartExperimentInput = z.strictObject({
  name: Name,
  arms: z
    .array(ExperimentArm)
    .length(POLICIES.length)
    .refine((arms) => new Set(arms.map(({ policy }) => policy)).size === arms.length, {
      error: "must name each policy once",
      params: { code: "policy_twice" },
    })
    .refine((arms) => Math.abs(arms.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9, {
      error: "shares must sum to 1",
      params: { code: "shares_sum" },
    }),
});
export type StartExperimentInput = z.infer<typeof StartExperimentInput>;

export const ExperimentInput = z.strictObject({ name: Name });
export type ExperimentInput = z.infer<typeof ExperimentInput>;

export const Experiment = z.object({
  name: z.string(),
  arms: z.array(z.object({ policy: z.string(), share: z.number() })),
  startedAt: Instant,
  endedAt: Instant.nullable(),
});
export type Experiment = z.infer<typeof Experiment>;

const Estimate = z.object({
  policy: z.string(),
  /** Share of the first recommendations that were passed in time, as if this policy had chosen them all. */
  snips: z.number(),
  doublyRobust: z.number(),
  effectiveLearners: z.number(),
});

/** The learner model against the original rules; how it is judged stands in docs/engine-decisions.md. */
export const ExperimentReport = z.object({
  experiment: Experiment,
  /** Impressions old enough to be judged, and of how many learners. */
  choices: z.number().int(),
  learners: z.number().int(),
  baseline: Estimate,
  candidate: Estimate,
  difference: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  verdict: z.enum(["better", "worse", "no_difference_shown", "too_little_evidence"]),
});
export type ExperimentReport = z.infer<typeof ExperimentReport>;
