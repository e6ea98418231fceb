import { z } from "zod";
import { Id } from "./fields.ts";
import { LessonSummary } from "./lessons.ts";

/** A code and what it rests on, for a sentence in any language. */
export const Reason = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Reason = z.infer<typeof Reason>;

export const ListRecommendationsInput = z.strictObject({ limit: z.number().int().min(1).max(20).default(5) });

export const Recommendations = z.object({
  impressionId: Id,
  policy: z.string(),
  items: z.array(z.object({ lesson: LessonSummary, reason: Reason, confidence: z.number().min(0).max(1) })),
  /** What is worth reviewing now, or `null`. */
  review: z.object({ items: z.number().int(), reason: Reason }).nullable(),
});
export type Recommendations = z.infer<typeof Recommendations>;
