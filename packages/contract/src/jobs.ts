import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { Id, Instant } from "./fields.ts";

/** Long work that goes on in the background. `refit` fits a model; `remodel` folds learners by the published one. */
export const JOB_KINDS = ["refit", "remodel"] as const;
/** What a job goes through; not every kind has all of them. */
export const JOB_STEPS = ["waiting", "reading_answers", "fitting", "judging", "moving_learners"] as const;
export type JobStep = (typeof JOB_STEPS)[number];
export const JOB_STATUSES = ["running", "done", "failed"] as const;

export const Job = z.object({
  id: Id,
  kind: z.enum(JOB_KINDS),
  status: z.enum(JOB_STATUSES),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** What it is doing, or did last: one of `JOB_STEPS`; a newer server may know more, and jobs of an older one say it in English. */
  step: z.string(),
  /** What came of it; of a failed one, `reason`. */
  result: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  startedBy: Id,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
});
export type Job = z.infer<typeof Job>;

/** Newest first; the next page begins after `cursor`. */
export const ListJobsInput = z.strictObject({
  cursor: Id.optional(),
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(20),
});
export type ListJobsInput = z.infer<typeof ListJobsInput>;

export const JobPage = z.object({ items: z.array(Job), nextCursor: Id.nullable() });
export type JobPage = z.infer<typeof JobPage>;
