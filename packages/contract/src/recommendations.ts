import { TERM_CODES } from "@fluentfusion/core";
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
  /** What confidences rest on: a model fitted on learners' answers, or only on simulated ones; `rule` while there is none. */
  evidence: z.enum(["rule", "answers", "simulated_prior"]),
  items: z.array(
    z.object({
      lesson: LessonSummary,
      reason: Reason,
      /** Probability of passing the lesson. */
      confidence: z.number().min(0).max(1),
      /** Holds that probability 8 times in 10; `null` while there is no model. */
      interval: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  /** What is worth reviewing now: as many items as `reviews.due` says; `null` where it says none, as in a pause. */
  review: z.object({ items: z.number().int(), reason: Reason }).nullable(),
});
export type Recommendations = z.infer<typeof Recommendations>;

const Terms = z.array(z.object({ code: z.enum(TERM_CODES), value: z.number() }));

/** Items recalled at the goal per minute, in terms that add up to the score exactly. */
export const WhyRecommended = z.object({
  lessonId: Id,
  score: z.number(),
  terms: Terms,
  modelVersion: z.number().int(),
});
export type WhyRecommended = z.infer<typeof WhyRecommended>;

export const WhyNotAnswer = z.object({
  lessonId: Id,
  /** What is in its way; `OUTRANKED` by a better one, or `FIRST` already. */
  block: z.object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  score: z.number(),
  terms: Terms,
  /**
   * The least that would put it first; `null` when nothing would. Lessons are finished by solving their exercises, the rest
   * is said by `recommendations.dismiss` and `recommendations.wish`, with `wish` as its weight
   * (rounded up to thousandths, so that it still does a little later; where lessons come first it is above any score that
   * another lesson can come to, since what is learned there changes all of them).
   */
  change: z
    .object({ finish: z.array(Id), reopen: z.boolean(), undismiss: z.boolean(), wish: z.number() })
    .nullable(),
  /** The lesson itself and those that `block` and `change` name. */
  lessons: z.array(LessonSummary),
});
export type WhyNotAnswer = z.infer<typeof WhyNotAnswer>;

/**
 * Puts a lesson first, as far as `weight` goes, until it has been done: `change.wish` of `whyNot` is the least that does.
 * A finished lesson is opened again. `wished: false` takes it back.
 */
export const WishInput = z.strictObject({
  lessonId: Id,
  weight: z.number().min(0).max(1000).default(0),
  wished: z.boolean().default(true),
});
export type WishInput = z.infer<typeof WishInput>;

/** `dismissed: false` takes it back. */
export const DismissInput = z.strictObject({ lessonId: Id, dismissed: z.boolean().default(true) });
