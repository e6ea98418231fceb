import { type ExerciseKey, LIMITS, OUTCOMES } from "@fluentfusion/core";
import { z } from "zod";
import { AttemptReceipt, SubmitAttemptInput, UndoAttemptInput, UndoReceipt } from "./attempts.ts";
import { Dispute, OpenDisputeInput, RegradeReceipt } from "./disputes.ts";
import { ERROR_CODES, type ErrorCode, InputIssue, type PushConflict, type PushRefusal } from "./errors.ts";
import { type Exercise, ExerciseResponse } from "./exercises.ts";
import { Id, Instant, LanguageField, LocalDay, TimeZone } from "./fields.ts";
import type { LessonContent, LessonSummary } from "./lessons.ts";

/** A lesson's id, or `lexicon`. */
const PackId = z.union([z.literal("lexicon"), Id]);

export const PackHead = z.object({
  id: PackId,
  revision: z.number().int(),
  /** Of `text` in UTF-8. */
  bytes: z.number().int(),
  /** Of `text` in UTF-8, in hexadecimal. */
  sha256: z.string(),
  /** Ed25519 over the bytes of `text`, in base64url. */
  signature: z.string(),
});
export type PackHead = z.infer<typeof PackHead>;

export const Pack = PackHead.extend({
  /** A `LessonPack` or the `LexiconPack`, as canonical JSON (RFC 8785). */
  text: z.string(),
});
export type Pack = z.infer<typeof Pack>;

/** Without languages the learner's own pair is meant. */
export const PackInput = z.strictObject({
  targetLanguage: LanguageField.optional(),
  nativeLanguage: LanguageField.optional(),
  /** The `manifestHash` of what the device has: while it is the same, the manifest is not sent again. */
  manifestHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Which packs to send: those of the manifest whose revision the device does not have, some at a time. */
  ids: z.array(PackId).max(LIMITS.packsMax).default([]),
});
export type PackInput = z.infer<typeof PackInput>;

export const PackAnswer = z.object({
  /** Verifies the signatures: a raw Ed25519 public key in base64url. */
  key: z.object({ id: z.string(), publicKey: z.string() }),
  manifestHash: z.string(),
  /** All that belongs to the course now, in its order; what a device has beside it can go. */
  manifest: z.array(PackHead).nullable(),
  packs: z.array(Pack),
});
export type PackAnswer = z.infer<typeof PackAnswer>;

/** One lesson with what grading it takes, so that it can be done without a connection. */
export interface LessonPack {
  readonly format: 1;
  readonly lesson: LessonSummary & { readonly content: LessonContent };
  readonly exercises: readonly (Exercise & { readonly key: ExerciseKey; readonly strict: boolean })[];
}

/** Every form of the courses, for the grader's check that a slip is no other word. */
export interface LexiconPack {
  readonly format: 1;
  readonly forms: readonly { readonly itemId: string; readonly language: string; readonly text: string }[];
}

/** What to say in an emergency, in all three languages. */
export const EmergencyPack = z.object({
  format: z.literal(1),
  phrases: z.array(
    z.object({
      id: Id,
      kinyarwanda: z.string().nullable(),
      english: z.string().nullable(),
      french: z.string().nullable(),
      topic: z.string(),
      /** Its Kinyarwanda waits for a native speaker's review. */
      review: z.boolean(),
    }),
  ),
});
export type EmergencyPack = z.infer<typeof EmergencyPack>;

/** One thing that a device has to tell. */
export const SyncEvent = z.discriminatedUnion("type", [
  SubmitAttemptInput.extend({ type: z.literal("attempt") }),
  UndoAttemptInput.extend({ type: z.literal("undo") }),
  OpenDisputeInput.extend({ type: z.literal("dispute") }),
]);
export type SyncEvent = z.infer<typeof SyncEvent>;

/** An event as it is sent. Each is checked on its own (`SyncEvent`), so that one that does not fit holds up no other. */
export const PushedEvent = z.custom<z.input<typeof SyncEvent>>();

export const PushInput = z.strictObject({
  events: z.array(PushedEvent).min(1).max(LIMITS.pushMax),
});
export type PushInput = z.infer<typeof PushInput>;

/** Stored, now or at an earlier sending: the device may forget it. `type` is that of the event. */
const accepted = <Type extends SyncEvent["type"], Receipt extends z.ZodType>(type: Type, receipt: Receipt) =>
  z.object({ status: z.literal("accepted"), type: z.literal(type), id: Id, receipt });

const Accepted = z.discriminatedUnion("type", [
  accepted("attempt", AttemptReceipt),
  accepted("undo", UndoReceipt),
  accepted("dispute", Dispute),
]);

const Refusal = {
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  issues: z.array(InputIssue),
};

/** As documents tell it: which parameters a code has is known by type. */
const PushResultShape = z.discriminatedUnion("status", [
  Accepted,
  /** Something else is stored under this id. */
  z.object({ status: z.literal("conflict"), id: Id, code: z.literal("ATTEMPT_CONFLICT"), ...Refusal }),
  /** It will never be taken as it is. `id`: as far as it could be read. */
  z.object({
    status: z.literal("refused"),
    id: z.string().nullable(),
    code: z.enum(ERROR_CODES).exclude(["ATTEMPT_CONFLICT"]),
    ...Refusal,
  }),
]);

type RefusalCode = Exclude<ErrorCode, "ATTEMPT_CONFLICT">;

/** What became of an event: `type` tells whose receipt it is, and `code` which `params` there are. */
export const PushResult = PushResultShape as unknown as z.ZodType<
  z.infer<typeof Accepted> | PushConflict | { [Code in RefusalCode]: PushRefusal<Code> }[RefusalCode]
>;
export type PushResult = z.infer<typeof PushResult>;

export const PushAnswer = z.object({
  /** One for each event, in their order. */
  results: z.array(PushResult),
});
export type PushAnswer = z.infer<typeof PushAnswer>;

export const PullInput = z.strictObject({
  /** The `cursor` of the answer before; 0 for all. */
  after: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.number().int().min(1).max(LIMITS.pullMax).default(100),
});
export type PullInput = z.infer<typeof PullInput>;

const entry = { seq: z.number().int(), id: Id, receivedAt: Instant };

/** One line of a learner's log. `seq` counts them from 1 without gaps, in the order in which they were stored. */
export const LogEntry = z.discriminatedUnion("type", [
  z.object({
    ...entry,
    type: z.literal("attempt"),
    exerciseId: Id,
    lessonId: Id,
    revision: z.number().int(),
    itemId: Id.nullable(),
    sittingId: Id.nullable(),
    practice: z.boolean(),
    response: ExerciseResponse,
    answeredAt: Instant,
    timeZone: TimeZone,
    localDay: LocalDay,
    elapsedMs: z.number().int().nullable(),
    receipt: AttemptReceipt,
  }),
  z.object({ ...entry, type: z.literal("undo"), attemptId: Id }),
  z.object({
    ...entry,
    type: z.literal("regrade"),
    attemptId: Id,
    outcome: z.enum(OUTCOMES),
    receipt: RegradeReceipt,
  }),
  z.object({ ...entry, type: z.literal("freeze"), day: LocalDay }),
]);
export type LogEntry = z.infer<typeof LogEntry>;

export const PullAnswer = z.object({
  entries: z.array(LogEntry),
  cursor: z.number().int(),
  more: z.boolean(),
  /** The cursor asked for is not of this log: what the device has must go, and these entries are the first. */
  reset: z.boolean(),
});
export type PullAnswer = z.infer<typeof PullAnswer>;
