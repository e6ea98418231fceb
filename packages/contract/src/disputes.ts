import { LIMITS, OUTCOMES } from "@fluentfusion/core";
import { z } from "zod";
import { ExercisePrompt, QuestionPart } from "./exercises.ts";
import { ClientId, Id, Instant, LanguageField, PageDirection, storableText } from "./fields.ts";

export const OpenDisputeInput = z.strictObject({
  id: ClientId,
  attemptId: Id,
  /** Why the learner thinks that the answer was right. */
  reason: storableText(0, LIMITS.disputeReasonMaxChars),
});
export type OpenDisputeInput = z.infer<typeof OpenDisputeInput>;

export const Dispute = z.object({
  id: Id,
  attemptId: Id,
  exerciseId: Id,
  /** What was asked, part by part; none of an exercise that is gone. */
  questionParts: z.array(QuestionPart),
  answer: z.string(),
  /** The language that it was to be in; `null` of an exercise that is gone. */
  answerLanguage: LanguageField.nullable(),
  reason: z.string(),
  openedAt: Instant,
  state: z.enum(["open", "accepted", "rejected"]),
  decidedAt: Instant.nullable(),
});
export type Dispute = z.infer<typeof Dispute>;

export const ListDisputesInput = z.strictObject({
  cursor: Id.optional(),
  direction: PageDirection,
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(20),
});
export const DisputePage = z.object({ items: z.array(Dispute), nextCursor: Id.nullable() });
export type DisputePage = z.infer<typeof DisputePage>;

/** One answer to one exercise, however it was written, with everyone who disputes it. */
export const DisputeCluster = z.object({
  exerciseId: Id,
  normal: z.string(),
  prompt: ExercisePrompt,
  accepted: z.array(z.string()),
  learners: z.number().int(),
  /** Ways in which it was written, and reasons that were given: at most five each. */
  answers: z.array(z.string()),
  reasons: z.array(z.string()),
  firstAt: Instant,
  lastAt: Instant,
  /** The same form is an answer to another item of the course: it cannot be accepted. */
  collides: z.boolean(),
});
export type DisputeCluster = z.infer<typeof DisputeCluster>;

export const ListClustersInput = z.strictObject({
  /** Clusters to pass over. */
  cursor: z.number().int().min(0).max(10_000).default(0),
  direction: PageDirection,
  limit: z.number().int().min(1).max(50).default(20),
});
export type ListClustersInput = z.infer<typeof ListClustersInput>;
export const ClusterPage = z.object({
  items: z.array(DisputeCluster),
  nextCursor: z.number().int().nullable(),
});
export type ClusterPage = z.infer<typeof ClusterPage>;

export const DecideInput = z.strictObject({
  id: ClientId,
  exerciseId: Id,
  normal: storableText(1, LIMITS.answerMaxChars * 4),
});
export type DecideInput = z.infer<typeof DecideInput>;

export const Ruling = z.object({
  id: Id,
  exerciseId: Id,
  normal: z.string(),
  form: z.string(),
  decision: z.enum(["accepted", "rejected"]),
  decidedAt: Instant,
  revokedAt: Instant.nullable(),
  /** Whether everyone who answered has been credited, or the credit been taken back. */
  isCarriedOut: z.boolean(),
  learnersCredited: z.number().int(),
  answersRegraded: z.number().int(),
});
export type Ruling = z.infer<typeof Ruling>;

export const RulingInput = z.strictObject({ rulingId: Id });

/** What a learner is told when an answer of theirs is graded anew. */
export const RegradeReceipt = z.object({
  id: Id,
  attemptId: Id,
  exerciseId: Id,
  from: z.enum(OUTCOMES),
  to: z.enum(OUTCOMES),
  xpTotal: z.number().int(),
  streakDays: z.number().int(),
  /** What it brought, or took where an author took a decision back; of answers graded anew together, told with the last. */
  xpEarned: z.number().int(),
  badgesEarned: z.array(z.string()),
});
export type RegradeReceipt = z.infer<typeof RegradeReceipt>;
